// AI chats: where what somebody asks stands, in the address and in what the page sends. Their pages change; what is not
// named here is found by the names that nearly all of them use (`promptFields`).
import type { SearchEngine } from './search-engines.ts';

export interface AiChat {
  readonly id: string;
  readonly hosts: readonly string[];
  /** Pages that take a question in their address (paths as in `SearchEngine`), and the parameters that hold it. */
  readonly pages: readonly string[];
  readonly terms: readonly string[];
  /** Starts of paths, in lower case, to which questions are sent; empty: to any path. */
  readonly sentTo: readonly string[];
}

const chat = (id: string, hosts: string, pages: string, terms: string, sentTo = ''): AiChat => {
  const words = (text: string): string[] => (text === '' ? [] : text.split(' '));
  return { id, hosts: words(hosts), pages: words(pages), terms: words(terms), sentTo: words(sentTo) };
};

export const aiChats: readonly AiChat[] = [
  chat(
    'chatgpt',
    'chatgpt.com chat.openai.com',
    '/ /g /search',
    'q prompt',
    '/backend-api/conversation /backend-api/f/conversation /backend-anon/',
  ),
  chat('gemini', 'gemini.google.com bard.google.com aistudio.google.com', '/ /app', 'q prompt', '/_/bardchatui/ /u/ /$rpc/'),
  chat('notebooklm', 'notebooklm.google.com', '/', 'q', '/_/'),
  chat('copilot', 'copilot.microsoft.com copilot.cloud.microsoft m365.cloud.microsoft', '/ /chats /chat', 'q', '/c/api/ /turing/ /chat'),
  chat('claude', 'claude.ai', '/new /chat /', 'q prompt', '/api/'),
  chat('perplexity', 'perplexity.ai', '/search /', 'q', '/rest/ /api/ /socket.io/'),
  chat('character-ai', 'character.ai', '/search', 'q', ''),
  chat('poe', 'poe.com', '/ /search', 'q query', '/api/'),
  chat('deepseek', 'deepseek.com', '/ /a', 'q', '/api/'),
  chat('grok', 'grok.com', '/ /chat', 'q text', '/rest/'),
  chat('grok', 'grok.x.com', '/2/grok', 'text', '/2/grok'),
  chat('grok', 'x.com api.x.com', '/i/grok', 'text', '/2/grok /i/api/2/grok /i/grok'),
  chat('meta-ai', 'meta.ai', '/', 'q prompt', '/api/'),
  chat('you', 'you.com', '/search /', 'q', '/api/'),
  chat('mistral', 'chat.mistral.ai', '/chat /', 'q', '/api/'),
  chat('duck-ai', 'duck.ai', '/', 'q', ''),
  chat('duck-ai', 'duckduckgo.com', '', '', '/duckchat/'),
  chat('huggingchat', 'huggingface.co', '/chat', 'q prompt', '/chat'),
  chat('pi', 'pi.ai', '/', 'q', '/api/'),
  chat('qwen', 'chat.qwen.ai qwenlm.ai', '/', 'text q', '/api/'),
  chat('kimi', 'kimi.com kimi.ai moonshot.cn', '/', 'q', '/api/ /apiv2/'),
  chat('phind', 'phind.com', '/search /', 'q', '/api/'),
  chat('replika', 'replika.com replika.ai', '', '', ''),
  chat('janitor-ai', 'janitorai.com', '/search', 'search q', ''),
  chat('crushon-ai', 'crushon.ai', '/', 'q', ''),
  chat('chai', 'chai-research.com', '', '', ''),
  chat('snapchat-ai', 'web.snapchat.com', '', '', '/web-chat-session'),
  chat('quillbot', 'quillbot.com', '', '', '/api/'),
  chat('t3-chat', 't3.chat', '/new /', 'q', '/api/'),
  // Reserved (RFC 2606 §2).
  chat('test', 'chat.test', '/ /new', 'q', ''),
];

/** The pages of chats as search pages. */
export const aiChatSearches: readonly SearchEngine[] = aiChats
  .filter(({ pages }) => pages.length > 0)
  .map(({ id, hosts, pages, terms }) => ({ id, at: { hosts }, paths: pages, terms }));

/** Names under which what was asked stands in what a page sends, in lower case. */
export const promptFields: readonly string[] =
  'prompt prompts query query_str question message messages messageinput text content parts input inputs input_text raw_content user_input userprompt utterance q sensitive_string_value'.split(
    ' ',
  );
/** Names of other things inside which it stands. */
export const promptHolders: readonly string[] =
  'variables payload turn candidates responses arguments params data body event chat conversation'.split(' ');
