import type { Listing, Storage } from '../storage/storage.ts';

/** What folders hold, asked for once each, however many paths need it. Lives for one round. */
export class FolderLookup {
  private readonly storage: Storage;
  private readonly listings = new Map<string, Promise<Listing>>();
  private readonly existing = new Map<string, Promise<Listing | undefined>>();

  constructor(storage: Storage) {
    this.storage = storage;
  }

  /** Lists a folder that is known to exist. */
  list(folder: string): Promise<Listing> {
    return once(this.listings, folder, () => this.storage.listFolder(folder, 'storage-path'));
  }

  /** Lists a folder; undefined when it does not exist or is a file. */
  listIfThere(folder: string): Promise<Listing | undefined> {
    return once(this.existing, folder, async () => {
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
