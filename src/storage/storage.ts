import type { Session } from '../auth/session.ts';
import { type AccessToken, claimsOf, hasExpired, instant } from '../auth/token.ts';
import { AsposeAuthError } from '../errors.ts';
import type { Client } from '../http/client.ts';
import { badResponse, isSuccess, type Reply, replyOf, statusError } from '../service/judge.ts';
import { endpoint, type Operation } from '../service/operation.ts';
import { listed, quoted } from '../text.ts';
import {
  type ObjectState,
  parseListing,
  parseObjectState,
  parseStorageState,
  type StorageFile,
} from './answers.ts';
import { addressOf, Route } from './routes.ts';

/** Where to look. */
export interface StoragePlan {
  /** Root of the API whose storage routes are used. */
  readonly storageUrl: URL;
  /** The application's default storage when undefined. */
  readonly storageName: string | undefined;
  readonly versionId: string | undefined;
}

export interface Listing {
  readonly files: readonly StorageFile[];
  /** Unix time in milliseconds by the service's clock, or the runner's where the service does not tell its own. */
  readonly now: number;
}

type Query = Readonly<Record<string, string | undefined>>;

const MAX_ANSWER_BYTES = 1024 * 1024;
const MAX_LISTING_BYTES = 16 * 1024 * 1024;

/** What can be asked of the storage. Every method throws an AsposeAuthError unless the response can be trusted. */
export class Storage {
  private readonly client: Client;
  private readonly session: Session;
  private readonly plan: StoragePlan;
  private readonly objectRoute = new Route('storage/exists', 'storage/exist');
  private readonly storageRoute = new Route('storage/exist/storage', 'storage/exists/storage');
  private readonly folderRoute = new Route('folder');

  constructor(client: Client, session: Session, plan: StoragePlan) {
    this.client = client;
    this.session = session;
    this.plan = plan;
  }

  async objectState(path: string): Promise<ObjectState> {
    const { storageName, versionId } = this.plan;
    const operation = this.operation('check', quoted(path), 'storage-path');
    return parseObjectState(
      await this.call(this.objectRoute, operation, { path, storageName, versionId }),
    );
  }

  /** The state of the storage `storageName` itself. */
  async storageState(): Promise<ObjectState> {
    const { storageName } = this.plan;
    const operation = this.operation('check', `the storage ${quoted(storageName ?? '')}`);
    return parseStorageState(await this.call(this.storageRoute, operation, { storageName }));
  }

  /** @param input the input that names the folder */
  async listFolder(path: string, input: 'storage-path' | 'storage-list'): Promise<Listing> {
    const { storageName } = this.plan;
    const operation = this.operation('listing', quoted(path), input);
    const reply = await this.call(this.folderRoute, operation, { path, storageName });
    const files = parseListing(reply, path);
    return { files, now: Date.now() + (reply.response.clockOffsetMs ?? 0) };
  }

  private operation(kind: Operation['kind'], subject: string, input?: string): Operation {
    const { storageName, versionId } = this.plan;
    const asked = [
      input,
      storageName === undefined ? undefined : 'storage-name',
      versionId === undefined || kind === 'listing' ? undefined : 'storage-version-id',
    ].filter((name) => name !== undefined);
    return {
      kind,
      title: `The ${kind} of ${subject}`,
      urlInputs: 'base-url or storage-url',
      inputs: listed(['base-url', 'storage-url', ...asked]),
    };
  }

  /** Asks under each spelling of the route until one is there. */
  private async call(route: Route, operation: Operation, query: Query): Promise<Reply> {
    const deadline = this.client.deadline();
    for (const spelling of route.spellings) {
      const url = addressOf(this.plan.storageUrl, spelling, query);
      const reply = await this.ask(url, operation, deadline);
      if (isSuccess(reply)) {
        route.settle(spelling);
        return reply;
      }
      if (![404, 405].includes(reply.response.status)) {
        throw this.refusal(reply);
      }
      if (spelling === route.spellings.at(-1)) {
        throw noRoute(route, reply);
      }
    }
    throw new Error('a route has at least one spelling');
  }

  /** Asks with the token in force, and once more with a new one if the service does not take it. */
  private async ask(url: URL, operation: Operation, deadline: number): Promise<Reply> {
    const token = this.session.current;
    const reply = await this.get(url, { token, operation, deadline });
    const renewed =
      reply.response.status === 401 ? await this.session.renew(token, deadline) : undefined;
    return renewed === undefined ? reply : this.get(url, { token: renewed, operation, deadline });
  }

  private async get(
    url: URL,
    call: { token: AccessToken; operation: Operation; deadline: number },
  ): Promise<Reply> {
    const { token, operation, deadline } = call;
    const exchange = await this.client.send(
      {
        method: 'GET',
        url,
        headers: { authorization: `Bearer ${token.value}` },
        maxBodyBytes: operation.kind === 'listing' ? MAX_LISTING_BYTES : MAX_ANSWER_BYTES,
      },
      { deadline },
    );
    const reply = replyOf(exchange, { operation, timeoutSeconds: this.client.timeoutSeconds });
    if (isSuccess(reply)) {
      this.session.accepted(token);
    }
    return reply;
  }

  private refusal(reply: Reply): AsposeAuthError {
    const where = endpoint(reply.exchange);
    switch (reply.response.status) {
      case 401:
        return new AsposeAuthError('token-rejected', {
          summary: `${reply.operation.title} failed: ${where} rejected the access token (HTTP 401). ${this.explainRejection()}`,
          advice: this.rejectionAdvice(),
        });
      case 403:
        return new AsposeAuthError('storage-denied', {
          summary: `${reply.operation.title} failed: ${where} denies access with this access token (HTTP 403).`,
          advice:
            'Check at https://dashboard.aspose.cloud/ that the application may use the storage, and that storage-name, if it is set, is one of its storages.',
        });
      default:
        return statusError(reply);
    }
  }

  /** Everything that is known of why the storage rejects the token in force. */
  private explainRejection(): string {
    const { current: token, isRenewed, hasCredentials } = this.session;
    return [
      isRenewed ? 'It is a new token: the one before was rejected too.' : '',
      isEarly(token) ? `It is not valid before ${instant(claimsOf(token.value).nbf ?? 0)}.` : '',
      hasExpired(token) ? 'It expired while the step ran.' : '',
      hasCredentials ? '' : 'There are no credentials to request a new one.',
    ]
      .filter((sentence) => sentence !== '')
      .join(' ');
  }

  private rejectionAdvice(): string {
    const { current: token, hasRequested, hasCredentials } = this.session;
    if (isEarly(token)) {
      return 'Check the clock of the service that issued the token.';
    }
    if (hasExpired(token) && !hasCredentials) {
      return 'Pass a token that lives longer, or client-id and client-secret, so that it can be renewed.';
    }
    return hasRequested
      ? 'Check that token-url and storage-url belong to the same service.'
      : 'Check that the given token is meant for the service at storage-url.';
  }
}

/** Whether a JWT is not valid yet, by the service's clock. */
function isEarly({ value, clockOffsetMs }: AccessToken): boolean {
  return (claimsOf(value).nbf ?? 0) * 1000 > Date.now() + clockOffsetMs;
}

/** A route that is not there says nothing about the path: a 404 never means "absent". */
function noRoute(route: Route, reply: Reply): AsposeAuthError {
  const { operation } = reply;
  if (route.hasAnswered) {
    return badResponse(
      reply,
      'says that there is no such route, although the route had answered before',
      `The service may be in trouble: run again later, and check ${operation.inputs}.`,
    );
  }
  const what = operation.kind === 'listing' ? 'no such folder, or no such route' : 'no such route';
  return badResponse(
    reply,
    `says that there is ${what} (${route.spellings.join(' or ')})`,
    `Check ${operation.inputs}. storage-url is the root of an API with the storage routes of Aspose.HTML Cloud; its default reaches the storages of all products.`,
  );
}
