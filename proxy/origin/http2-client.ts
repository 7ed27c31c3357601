// HTTP/2 connections to origins: one an origin, more only while that one carries as many streams as the origin takes.
import { connect } from 'node:http2';
import type { ClientHttp2Session } from 'node:http2';
import type { Socket } from 'node:net';
import type { OutgoingRequest } from '../exchange/exchange.ts';
import { sendStream } from './http2-stream.ts';
import type { OriginAnswer, OriginClientOptions, SendOptions } from './origin-answer.ts';
import type { Place } from './place.ts';

export interface Http2Client {
  /** A connection with room for a stream, or `null`: one must be made and adopted first. */
  connectionTo(place: string): Http2Connection | null;
  adopt(place: string, socket: Socket): void;
  close(): void;
}

export interface Http2Connection {
  send(request: OutgoingRequest, options: SendOptions, place: Place): Promise<OriginAnswer>;
}

/** Streams on one connection, whatever the origin would take, so that one connection's end is not everybody's. */
const mostStreams = 100;
const idleTimeout = 30_000;
/** A connection that was silent this long is asked whether it lives before it is trusted with a request; it answers in time, or is given up. */
const silence = 10_000;
const pingTimeout = 5_000;
const streamWindow = 256 * 1024;
const connectionWindow = 4 * 1024 ** 2;

interface Connection extends Http2Connection {
  readonly session: ClientHttp2Session;
  streams: number;
  /** The origin said goodbye (GOAWAY): what is under way ends, nothing new begins. */
  leaving: boolean;
}

export function http2Client(options: OriginClientOptions): Http2Client {
  const connections = new Map<string, Set<Connection>>();

  const hasRoom = ({ session, streams, leaving }: Connection): boolean =>
    !leaving &&
    !session.closed &&
    !session.destroyed &&
    streams < Math.min(session.remoteSettings.maxConcurrentStreams ?? mostStreams, mostStreams);

  function connectionOver(session: ClientHttp2Session): Connection {
    let heard = performance.now();
    const alive = (): void => void (heard = performance.now());
    const ask = livenessOf(session, () => performance.now() - heard > silence);
    const connection: Connection = {
      session,
      streams: 0,
      leaving: false,
      send(request, sendOptions, place) {
        ask();
        connection.streams += 1;
        return sendStream(session, request, sendOptions, place, options, alive, () => (connection.streams -= 1));
      },
    };
    return connection;
  }

  return {
    connectionTo(place) {
      for (const connection of connections.get(place) ?? []) if (hasRoom(connection)) return connection;
      return null;
    },
    adopt(place, socket) {
      const session = connect(`https://${place.replace(' ', ':')}`, {
        createConnection: () => socket,
        settings: { enablePush: false, initialWindowSize: streamWindow, maxHeaderListSize: options.maxHeaderBytes },
        maxHeaderListPairs: 512,
        maxSettings: 32,
      });
      session.once('connect', () => session.setLocalWindowSize(connectionWindow));
      const connection = connectionOver(session);
      const known = connections.get(place) ?? new Set();
      connections.set(place, known.add(connection));
      // What goes wrong is told to the streams, which have listeners of their own.
      session.on('error', () => {});
      session.on('goaway', () => (connection.leaving = true));
      session.setTimeout(idleTimeout, () => {
        if (connection.streams === 0) session.close();
      });
      session.once('close', () => {
        known.delete(connection);
        if (known.size === 0 && connections.get(place) === known) connections.delete(place);
      });
    },
    close() {
      for (const each of connections.values()) for (const { session } of each) session.destroy();
    },
  };
}

/** A middle box may have forgotten the connection; without a question every request on it would wait for the long timeout. */
function livenessOf(session: ClientHttp2Session, isSilent: () => boolean): () => void {
  let asked = false;
  return () => {
    if (asked || !isSilent()) return;
    asked = true;
    const late = setTimeout(() => session.destroy(Object.assign(new Error('the origin is silent'), { code: 'ECONNRESET' })), pingTimeout);
    const answered = (): void => {
      asked = false;
      clearTimeout(late);
    };
    session.once('close', answered);
    const sent = session.ping(() => {
      session.off('close', answered);
      answered();
    });
    if (!sent) answered();
  };
}
