// What is asked of AI chats, in the shapes in which their pages send it.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { promptIn } from '#policies/engine/prompt.ts';
import { targetOf } from '#tests/policies/support/judging.ts';

const json = 'application/json';
const form = 'application/x-www-form-urlencoded;charset=UTF-8';
const gemini = `f.req=${encodeURIComponent(JSON.stringify([null, JSON.stringify([['how do I hide it', 0, null, []], ['en']])]))}&at=x`;

test.each([
  [
    'chatgpt',
    'https://chatgpt.com/backend-api/conversation',
    json,
    '{"action":"next","messages":[{"author":{"role":"user"},"content":{"content_type":"text","parts":["how do I hide it"]}}],"model":"x"}',
  ],
  [
    'claude',
    'https://claude.ai/api/organizations/o/chat_conversations/c/completion',
    json,
    '{"prompt":"how do I hide it","timezone":"Europe/London"}',
  ],
  ['gemini', 'https://gemini.google.com/_/BardChatUi/data/x/StreamGenerate', form, gemini],
  ['copilot', 'https://copilot.microsoft.com/c/api/chat', '', '{"event":"send","content":[{"type":"text","text":"how do I hide it"}]}'],
  [
    'perplexity',
    'https://www.perplexity.ai/rest/sse/perplexity_ask',
    json,
    '{"params":{"source":"default"},"query_str":"how do I hide it"}',
  ],
  ['character-ai', 'https://neo.character.ai/ws/', '', '{"payload":{"turn":{"candidates":[{"raw_content":"how do I hide it"}]}}}'],
  ['poe', 'https://poe.com/api/gql_POST', json, '{"queryName":"x","variables":{"chatId":1,"query":"how do I hide it"}}'],
  ['deepseek', 'https://chat.deepseek.com/api/v0/chat/completion', json, '{"prompt":"how do I hide it"}'],
  ['grok', 'https://grok.com/rest/app-chat/conversations/new', json, '{"message":"how do I hide it"}'],
  [
    'meta-ai',
    'https://www.meta.ai/api/graphql/',
    form,
    `av=0&variables=${encodeURIComponent('{"message":{"sensitive_string_value":"how do I hide it"}}')}`,
  ],
  [
    'duck-ai',
    'https://duckduckgo.com/duckchat/v1/chat',
    json,
    '{"messages":[{"role":"user","content":"before"},{"role":"assistant","content":"yes"},{"role":"user","content":"how do I hide it"}]}',
  ],
  [
    'huggingchat',
    'https://huggingface.co/chat/conversation/1',
    'multipart/form-data; boundary=b',
    '--b\r\nContent-Disposition: form-data; name="data"\r\n\r\n{"inputs":"how do I hide it"}\r\n--b--\r\n',
  ],
  ['pi', 'https://pi.ai/api/chat', json, '{"text":"how do I hide it"}'],
  ['test', 'http://chat.test/anything', 'text/plain', 'how do I hide it'],
])('%s at %s', (chat, url, type, body) => {
  expect(promptIn(targetOf(url), type, body)).toEqual({ chat, text: 'how do I hide it' });
  expect(promptIn(targetOf(url), type, new TextEncoder().encode(body))).toEqual({ chat, text: 'how do I hide it' });
});

describe('nothing is asked', () => {
  test.each([
    ['of a site that is no chat', 'https://example.org/api/', '{"prompt":"x"}'],
    ['elsewhere on the chat’s site', 'https://chatgpt.com/ces/v1/t', '{"prompt":"x"}'],
    ['by what the chat itself said', 'http://chat.test/', '{"messages":[{"role":"assistant","content":"x"}]}'],
    ['by an empty body', 'http://chat.test/', ''],
    ['by fields of other names', 'http://chat.test/', '{"model":"x","id":"y"}'],
  ])('%s', (_, url, body) => {
    expect(promptIn(targetOf(url), json, body)).toBeNull();
  });
});

test('a body that is cut off is read as far as it goes', () => {
  expect(promptIn(targetOf('http://chat.test/'), json, '{"messages":[{"role":"user","content":"how \\"do\\" I')?.text).toBe('how "do" I');
});

test('a prompt is bounded, and so is the work on a hostile body', () => {
  const deep = `${'{"message":'.repeat(5_000)}"x"${'}'.repeat(5_000)}`;
  const wide = `[${'{"text":"a"},'.repeat(60_000)}{}]`;
  const gaps = `{"text"${' '.repeat(200_000)}`.repeat(3);
  const started = performance.now();
  for (const body of [deep, wide, gaps, '"'.repeat(300_000), `{"prompt":"${'y'.repeat(900_000)}"}`])
    expect(promptIn(targetOf('http://chat.test/'), json, body)?.text.length ?? 0).toBeLessThanOrEqual(20_000);
  expect(performance.now() - started).toBeLessThan(5_000);
});

test('whatever the body, there is an answer', () => {
  const types = fc.constantFrom(json, form, 'multipart/form-data; boundary=b', 'text/plain', '', 'x/y');
  fc.assert(
    fc.property(types, fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.uint8Array()), (type, body) => {
      const found = promptIn(targetOf('http://chat.test/'), type, body);
      expect(found === null || found.text !== '').toBe(true);
    }),
  );
});
