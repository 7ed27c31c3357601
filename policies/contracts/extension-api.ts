import { z } from 'zod';
import { accessEventSchema } from './access-event.ts';
import { signedBundleSchema } from './bundle.ts';

/** POST /api/extension/enrol: a browser with the school's enrolment key (managed storage) becomes a device. */
export const enrolRequestSchema = z.object({
  enrolmentKey: z.string().min(16).max(200),
  /** Stable random id that the extension made for this profile. */
  install: z.string().min(8).max(64),
  deviceName: z.string().max(100).nullable(),
  /** Sign-in name of the person (Chrome profile e-mail, or managed storage), or `null` when Chrome does not tell. */
  user: z.string().max(200).nullable(),
  version: z.string().max(32),
});
export const enrolResponseSchema = z.object({
  device: z.string(),
  /** Bearer token for every other call of the extension. */
  token: z.string(),
  /** What proves to the extension that a proxy is the school's (`presenceSchema`). It is never sent to a proxy. */
  proxySecret: z.string(),
  school: z.object({ id: z.string(), name: z.string() }),
  subject: z.object({ id: z.string(), groups: z.array(z.string()) }),
  /** Base64 SPKI of the Ed25519 key that signs bundles. */
  bundleKey: z.string(),
  /** The server's clock when it answered, epoch milliseconds. */
  at: z.number().optional(),
});
export type EnrolRequest = z.infer<typeof enrolRequestSchema>;
export type EnrolResponse = z.infer<typeof enrolResponseSchema>;

/** GET /api/extension/bundle?after=N&wait=SECONDS: a newer bundle, or 204 when there is none after the wait. */
export const bundleResponseSchema = signedBundleSchema;

/** GET /api/extension/list-key: base64 of the 16 bytes that mandatory lists are hashed with. */
export const listKeyResponseSchema = z.object({ key: z.string() });

/** POST /api/extension/events: idempotent by event id; answered only after the events are durable. */
export const eventsRequestSchema = z.object({ events: z.array(accessEventSchema).min(1).max(200) });
export const eventsResponseSchema = z.object({ accepted: z.array(z.string()) });

/** POST /api/extension/proxy-token: what the device shows the proxy for the next minutes (`proxy-token.ts`). */
export const proxyTokenResponseSchema = z.object({
  token: z.string().max(600),
  /** Milliseconds that it is good for from when it was asked for: no clock has to be right. */
  goodFor: z.number().int().positive(),
});
export type ProxyTokenResponse = z.infer<typeof proxyTokenResponseSchema>;

/** POST /api/extension/heartbeat, every 30 s while the browser runs. */
export const heartbeatRequestSchema = z.object({
  version: z.string().max(32),
  bundle: z.number().int().nonnegative(),
  /** Whether the extension has proof that its traffic crosses our proxy. */
  throughProxy: z.boolean(),
  /** Events that wait to be sent. */
  queued: z.number().int().nonnegative(),
  /**
   * Events that were never sent, counted from the beginning: ordinary ones dropped for want of room, and those that the server
   * refused. A count and not a message, so that a loss is told once however often it is sent.
   */
  lost: z.object({ dropped: z.number().int().nonnegative(), refused: z.number().int().nonnegative() }).optional(),
  /** Short words for what does not work (`no-web-request-blocking`, `storage-full`). */
  problems: z.array(z.string().max(64)).max(20),
  /** Rules that Chrome holds by itself, the names in them, and what of the policy they cannot express: entries, and the names meant. */
  floor: z
    .object({
      rules: z.number().int().nonnegative(),
      names: z.number().int().nonnegative(),
      notExpressed: z.number().int().nonnegative(),
      namesNotExpressed: z.number().int().nonnegative(),
    })
    .optional(),
});
export const heartbeatResponseSchema = z.object({
  /** Newest bundle number. */
  bundle: z.number().int(),
  /** The subject may have moved to another class since enrolment. */
  subject: z.object({ id: z.string(), groups: z.array(z.string()) }),
  /** The server's clock when it answered, epoch milliseconds: the device judges lesson times by it, not by its own clock. */
  at: z.number().optional(),
});
export type Heartbeat = z.infer<typeof heartbeatRequestSchema>;

/**
 * Answered by the proxy itself on `http://schoolgate.internal/presence?nonce=N` for a client with device credentials:
 * `proof` is base64url HMAC-SHA-256 of the nonce keyed with the SHA-256 of the proxy secret, so a strange network
 * cannot pretend to be the school's proxy. `workers`: where several share the port, how many take connections, of how many.
 */
export const presenceSchema = z.object({
  proxy: z.string(),
  bundle: z.number().int(),
  proof: z.string(),
  workers: z.object({ up: z.number().int(), of: z.number().int() }).optional(),
});
export const presenceHost = 'schoolgate.internal';
/** Where guests enter their code; the proxy answers it itself. */
export const guestPageUrl = `http://${presenceHost}/guest`;

/**
 * Where the extension tells the proxy that somebody has gone on after a warning that the browser showed, so that the proxy does not
 * show a second one: a form of `scope` (`warningScope`), `until` (epoch milliseconds) and `proof`, base64url HMAC-SHA-256 of
 * `wentOnText`, keyed with the SHA-256 of `wentOnKeyText`. Answered 200, or 403 where it proves nothing. No page can make such a
 * proof, and none can be asked for as a proof of presence.
 */
export const wentOnUrl = `http://${presenceHost}/went-on`;
export const wentOnText = (subject: string, scope: string, until: number): string => JSON.stringify([subject, scope, until]);
/** @param secretHash lower-case hex SHA-256 of the proxy secret */
export const wentOnKeyText = (secretHash: string): string => `went-on ${secretHash}`;
