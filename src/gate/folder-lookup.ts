import type { StorageFile } from '../storage/answers.ts';
import type { Listing, Storage } from '../storage/storage.ts';

export interface Folder extends Listing {
  readonly byName: ReadonlyMap<string, readonly StorageFile[]>;
}

/** What folders hold, asked for once each, however many paths need it. Lives for one round. */
export class FolderLookup {
  private readonly storage: Storage;
  private readonly listed = new Map<string, Promise<Folder>>();
  private readonly listedIfThere = new Map<string, Promise<Folder | undefined>>();

  constructor(storage: Storage) {
    this.storage = storage;
  }

  /** Lists a folder that is known to exist. */
  list(folder: string): Promise<Folder> {
    return once(this.listed, folder, async () => {
      const listing = await this.storage.listFolder(folder, 'storage-path');
      return { ...listing, byName: Map.groupBy(listing.files, ({ name }) => name) };
    });
  }

  /** Lists a folder; undefined when it does not exist or is a file. */
  listIfThere(folder: string): Promise<Folder | undefined> {
    return once(this.listedIfThere, folder, async () => {
      if (folder === '/') {
        return this.list(folder);
      }
      const { exists, isSurelyFile } = await this.storage.objectState(folder);
      return exists && !isSurelyFile ? this.list(folder) : undefined;
    });
  }
}

function once<T>(known: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const result = known.get(key) ?? ask();
  known.set(key, result);
  return result;
}
