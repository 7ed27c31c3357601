// chrome.declarativeNetRequest: one rule that Chrome applies by itself, even while the extension's process is dead.
import { browser } from './browser.ts';

const rule = 1;
type Rules = Parameters<typeof browser.declarativeNetRequest.updateDynamicRules>[0];
type ResourceType = NonNullable<NonNullable<Rules['addRules']>[number]['condition']['resourceTypes']>[number];

/** Without a list of types Chrome would leave out whole pages. */
const everyType: ResourceType[] = [
  'main_frame',
  'sub_frame',
  'stylesheet',
  'script',
  'image',
  'font',
  'object',
  'xmlhttprequest',
  'ping',
  'media',
  'websocket',
  'other',
];

/** Blocks these hosts and their subdomains from now on, and nothing else. Does nothing when they are blocked already. */
export async function setFloor(hosts: readonly string[]): Promise<void> {
  const [current] = await browser.declarativeNetRequest.getDynamicRules();
  const same = (current?.condition.requestDomains ?? []).join() === hosts.join();
  if (same) return;
  await browser.declarativeNetRequest.updateDynamicRules({
    removeRuleIds: [rule],
    addRules:
      hosts.length === 0
        ? []
        : [{ id: rule, priority: 1, action: { type: 'block' }, condition: { requestDomains: [...hosts], resourceTypes: everyType } }],
  });
}
