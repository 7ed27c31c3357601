// A page that asks a hundred times for the same blocked host is one thing that happened, not a hundred.
import { LRUCache } from 'lru-cache';

/** Hosts recorded for one document at most; a page that makes up names must not fill the school's records. */
const mostHosts = 50;
const mostDocuments = 1_000;

export interface OncePerDocument<T> {
  /** What was made for this host in this document, made now if it is the first time; `null` when the document has had its share. */
  once(document: string, host: string, make: () => T): T | null;
}

export function createOncePerDocument<T>(): OncePerDocument<T> {
  const documents = new LRUCache<string, Map<string, T>>({ max: mostDocuments });
  return {
    once(document, host, make) {
      const hosts = documents.get(document) ?? new Map<string, T>();
      const known = hosts.get(host);
      if (known !== undefined) return known;
      if (hosts.size >= mostHosts) return null;
      const value = make();
      documents.set(document, hosts.set(host, value));
      return value;
    },
  };
}
