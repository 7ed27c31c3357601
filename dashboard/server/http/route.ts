// How a route is declared: nobody can write one without saying who may call it, and a handler runs only after that was checked.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Actor } from '#policies/model/actor.ts';
import type { Permission } from '#policies/permissions/permissions.ts';
import type { Account, Device, SchoolStore } from '#store/school-store.ts';
import type { Services } from '../services.ts';
import type { Problem } from './problem.ts';
import type { RawAnswer } from './raw-answer.ts';

/** The caller of a route that needs a sign-in. `school` is the actor's own: there is no other way to any data. */
export interface SignedIn {
  readonly actor: Actor;
  readonly account: Account;
  readonly school: SchoolStore;
}

/** The caller of a route for enrolled devices. */
export interface FromDevice {
  readonly device: Device;
  readonly school: SchoolStore;
}

type Schema = z.ZodType | undefined;
type Parsed<S extends Schema> = S extends z.ZodType ? z.output<S> : undefined;
type Answered<S extends Schema> = S extends z.ZodType ? z.output<S> | RawAnswer | Problem : RawAnswer | Problem | undefined;

interface Asked<P extends Schema, Q extends Schema, B extends Schema> {
  readonly params: Parsed<P>;
  readonly query: Parsed<Q>;
  readonly body: Parsed<B>;
  readonly services: Services;
  /** When the request came, by the server's clock. */
  readonly at: number;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

interface Declared<P extends Schema, Q extends Schema, B extends Schema, A extends Schema> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  /** Requests that one client network may make in a minute. */
  readonly perMinute?: number;
  /** Largest body in bytes, where the server's own bound does not fit. */
  readonly bodyLimit?: number;
  /** `answer` is what 200 carries; a route without one, or that answers `undefined`, sends 204. */
  readonly schema: { readonly params?: P; readonly query?: Q; readonly body?: B; readonly answer?: A };
}

interface Guarded<Who, P extends Schema, Q extends Schema, B extends Schema, A extends Schema> {
  handler(asked: Asked<P, Q, B> & Who): Promise<Answered<A>>;
}

/** For those whose role has the permission, or one of several. */
interface ByPermission {
  readonly permission: Permission | readonly [Permission, ...Permission[]];
  readonly signedIn?: never;
  readonly device?: never;
  readonly public?: never;
}
/** For everybody who is signed in; the reason why no permission is needed. */
interface BySignIn {
  readonly signedIn: string;
  readonly permission?: never;
  readonly device?: never;
  readonly public?: never;
}
/** For enrolled devices by bearer token (RFC 6750); what they do there. */
interface ByDevice {
  readonly device: string;
  readonly permission?: never;
  readonly signedIn?: never;
  readonly public?: never;
}
/** For everybody; the reason why that is right. */
interface ByAnybody {
  readonly public: string;
  /** Why a page of another origin may start it too; without a reason only our own pages may. */
  readonly anyOrigin?: string;
  readonly permission?: never;
  readonly signedIn?: never;
  readonly device?: never;
}
export type Access = ByPermission | BySignIn | ByDevice | ByAnybody;

/** A declared route, as the server registers it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly access: Access;
  readonly perMinute: number | null;
  readonly bodyLimit: number | null;
  readonly schema: { readonly params?: Schema; readonly query?: Schema; readonly body?: Schema; readonly answer?: Schema };
  /** Called with what the schemas made of the request, by a caller that `access` admits. */
  readonly run: (asked: Asked<Schema, Schema, Schema>, caller: Caller) => Promise<unknown>;
}

export type Caller =
  | { readonly kind: 'signed-in'; readonly who: SignedIn }
  | { readonly kind: 'device'; readonly who: FromDevice }
  | { readonly kind: 'anybody' };

export function route<
  P extends Schema = undefined,
  Q extends Schema = undefined,
  B extends Schema = undefined,
  A extends Schema = undefined,
>(
  spec: Declared<P, Q, B, A> &
    (
      | ((ByPermission | BySignIn) & Guarded<SignedIn, P, Q, B, A>)
      | (ByDevice & Guarded<FromDevice, P, Q, B, A>)
      | (ByAnybody & Guarded<object, P, Q, B, A>)
    ),
): Route {
  return {
    method: spec.method,
    url: spec.url,
    access: spec,
    perMinute: spec.perMinute ?? null,
    bodyLimit: spec.bodyLimit ?? null,
    schema: spec.schema,
    run(asked, caller) {
      // The server validated each part by exactly these schemas.
      const typed = asked as Asked<P, Q, B>;
      if (spec.public !== undefined) return spec.handler(typed);
      if (spec.device !== undefined) {
        if (caller.kind !== 'device') throw new Error('A device route ran without a device.');
        return spec.handler({ ...typed, ...caller.who });
      }
      if (caller.kind !== 'signed-in') throw new Error('A guarded route ran without a sign-in.');
      return spec.handler({ ...typed, ...caller.who });
    },
  };
}
