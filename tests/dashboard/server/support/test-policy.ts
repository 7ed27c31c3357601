// The starter policy with two classes, and lists that are just long enough.
import type { Lists } from '#dashboard/server/dashboard-options.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import { parseDomainList } from '#policies/lists/parse-list.ts';
import { starterPolicy } from '#policies/starter/starter-policy.ts';

const list = (category: string, hosts: string) => parseDomainList(hosts, { id: category, name: `Test list of ${category}`, category }).list;
export const testLists: Lists = {
  lists: [
    list('games', 'games.test'),
    list('gambling', 'gambling.test'),
    list('illegal', 'illegal.test'),
    list('helpline', 'helpline.test'),
  ],
  phraseLists: [],
};
export const testPolicy: PolicyDocument = {
  ...starterPolicy,
  groups: [
    ...starterPolicy.groups,
    { id: '8b', name: '8B', kind: 'class', parent: 'year-8' },
    { id: '8c', name: '8C', kind: 'class', parent: 'year-8' },
  ],
};
