// What somebody asks an AI chat, found in what the page sends. What a page sends changes without notice, so it is found by
// the names that prompts go by, at any depth, and not by one fixed shape. All work is bounded.
import type { Target } from '../model/target.ts';
import { suffixesOf } from './host-suffixes.ts';
import { parametersOf } from '../text/query.ts';
import { aiChats, promptFields, promptHolders, type AiChat } from '../vocabulary/ai-chats.ts';

export interface Prompt {
  /** Id of the chat. */
  readonly chat: string;
  readonly text: string;
}

/** A longer body is read this far. */
export const longestBody = 262_144;
const longestPrompt = 20_000;
const deepest = 16;
const mostValues = 5_000;

const chatsByHost = new Map<string, AiChat[]>();
for (const chat of aiChats) for (const host of chat.hosts) chatsByHost.set(host, [...(chatsByHost.get(host) ?? []), chat]);
const fields = new Set(promptFields);
const holders = new Set(promptHolders);

/**
 * What is asked in the body of a request (or in a WebSocket message) to a known AI chat, or `null`: no known chat, or nothing
 * asked. JSON, form data with JSON inside, and plain text are read; a broken or cut-off body as far as it goes.
 *
 * @param contentType the request's, or empty where it is not known
 */
export function promptIn(target: Target, contentType: string, body: Uint8Array | string): Prompt | null {
  const chat = chatAt(target);
  if (chat === null) return null;
  const text = typeof body === 'string' ? body.slice(0, longestBody) : new TextDecoder().decode(body.subarray(0, longestBody));
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const found = new Gathered();
  if (type === 'application/x-www-form-urlencoded') for (const [name, value] of parametersOf(text)) found.field(name, value, 0, '');
  else if (type === 'multipart/form-data') for (const [name, value] of formFields(text)) found.field(name, value, 0, '');
  else if (type === 'text/plain' && !/^\s*[[{]/.test(text)) found.add(text);
  else found.json(text, 0);
  return found.text === '' ? null : { chat: chat.id, text: found.text };
}

/** Whether what is sent there may hold a prompt. */
export const takesPrompts = (target: Target): boolean => chatAt(target) !== null;

/** Whether somebody may ask a known AI chat something on a page: its host is the chat's, or its address is below one of the chat's pages. */
export function isChatPage({ host, path }: Target): boolean {
  const page = (path ?? '/').toLowerCase();
  for (const name of suffixesOf(host)) {
    for (const { pages, sentTo } of chatsByHost.get(name) ?? []) {
      const whole = sentTo.length === 0 || pages.includes('/');
      if (whole || [...pages, ...sentTo].some((start) => page.startsWith(start))) return true;
    }
  }
  return false;
}

function chatAt({ host, path }: Target): AiChat | null {
  const page = (path ?? '/').toLowerCase();
  for (let from = 0; from !== -1; from = host.indexOf('.', from) === -1 ? -1 : host.indexOf('.', from) + 1) {
    const chat = chatsByHost
      .get(host.slice(from))
      ?.find(({ sentTo }) => sentTo.length === 0 || sentTo.some((start) => page.startsWith(start)));
    if (chat !== undefined) return chat;
  }
  return null;
}

class Gathered {
  text = '';
  #values = 0;

  add(text: string): void {
    const trimmed = text.trim();
    if (trimmed !== '' && this.text.length < longestPrompt) this.text += (this.text === '' ? '' : '\n') + trimmed.slice(0, longestPrompt);
    this.text = this.text.slice(0, longestPrompt);
  }

  /** A text that may be JSON, whole or cut off. */
  json(text: string, depth: number): void {
    try {
      const value: unknown = JSON.parse(text);
      this.#value(value, depth, '');
    } catch {
      for (const [, name = '', written = ''] of text.matchAll(/"([\w.]{1,40})"\s{0,9}:\s{0,9}\[?\s{0,9}"((?:[^"\\]|\\.)*)/gs))
        if (fields.has(name.toLowerCase())) this.add(unescaped(written));
    }
  }

  field(name: string, value: unknown, depth: number, role: string): void {
    const known = name.toLowerCase();
    if (known === 'f.req' && typeof value === 'string') this.#firstOf(value, depth);
    else if (typeof value === 'string') {
      if (/^\s*[[{]/.test(value) && (holders.has(known) || fields.has(known)) && isJson(value)) this.json(value, depth + 1);
      else if (fields.has(known) && role !== 'other') this.add(value);
    } else if (Array.isArray(value) && fields.has(known)) for (const one of lastAsked(value)) this.#item(one, known, depth + 1, role);
    else if (typeof value === 'object' && value !== null) this.#value(value, depth + 1, role);
  }

  #item(value: unknown, name: string, depth: number, role: string): void {
    if (typeof value === 'string') this.field(name, value, depth, role);
    else this.#value(value, depth, role);
  }

  #value(value: unknown, depth: number, role: string): void {
    if (depth > deepest || typeof value !== 'object' || value === null || this.#values++ > mostValues) return;
    if (Array.isArray(value)) for (const one of value) this.#value(one, depth + 1, role);
    else {
      const own = roleOf(value) ?? role;
      if (own === 'other') return;
      for (const [name, one] of Object.entries(value)) this.field(name, one, depth, own);
    }
  }

  /** Gemini's pages send lists without names, as JSON inside JSON: the first text of all is what was asked. */
  #firstOf(text: string, depth: number): void {
    if (depth > deepest || !isJson(text)) return;
    let value: unknown = JSON.parse(text);
    for (let step = 0; step < deepest && Array.isArray(value); step++) value = value.find((one: unknown) => one !== null && one !== '');
    if (typeof value !== 'string') return;
    if (/^\s*[[{]/.test(value) && isJson(value)) this.#firstOf(value, depth + 1);
    else this.add(value);
  }
}

/** Whose words an object holds, where it says so. */
function roleOf(value: object): 'own' | 'other' | null {
  const { role, author, sender } = value as { role?: unknown; author?: unknown; sender?: unknown };
  const said = role ?? (typeof author === 'object' && author !== null ? (author as { role?: unknown }).role : null) ?? sender;
  if (typeof said !== 'string') return null;
  return /^(user|human|me|self|customer)$/i.test(said) ? 'own' : 'other';
}

/** Pages send the whole conversation each time: only what was said last is new. */
function lastAsked(values: readonly unknown[]): readonly unknown[] {
  const last = values.findLastIndex((one) => typeof one === 'object' && one !== null && roleOf(one) === 'own');
  return last === -1 ? values : [values[last]];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function unescaped(written: string): string {
  try {
    return String(JSON.parse(`"${written.replace(/\\$/, '')}"`));
  } catch {
    return written;
  }
}

/** Names and values of multipart/form-data (RFC 7578), as far as they are text. */
function* formFields(text: string): Generator<[string, string]> {
  for (const part of text.split(/\r?\n--|^--/)) {
    const [, head = '', value = ''] = /^(.*?)\r?\n\r?\n(.*)$/s.exec(part) ?? [];
    const name = /name="([^"]{1,100})"/i.exec(head)?.[1];
    if (name !== undefined && !/filename=/i.test(head)) yield [name, value];
  }
}
