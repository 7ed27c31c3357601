// Where what somebody types is read for phrases. Only where the school's policy says so, and never where it would hurt most.
import type { MonitoringPolicy, Typing } from '../contracts/monitoring-policy.ts';
import type { AccessRequest } from '../model/access-request.ts';
import { everyone, type GroupId } from '../model/group.ts';
import type { Verdict } from '../model/verdict.ts';
import type { GroupTree } from './group-tree.ts';
import { suffixesOf } from './host-suffixes.ts';
import { isChatPage } from './prompt.ts';

/** The phase that nothing said of a wider group holds for here. */
const staffGroup: GroupId = 'staff';

/** Where words of a member of these groups (narrowest first) are read; `null`: nowhere. Equally near groups add up. */
export function typingOf(monitoring: MonitoringPolicy | undefined, groups: readonly GroupId[], tree: GroupTree): Typing | null {
  if (monitoring === undefined) return null;
  const staff = groups.indexOf(staffGroup);
  const rows = staff === -1 ? [...groups, everyone] : groups.slice(0, staff + 1);
  const said = tree.nearest(rows, (group) => (Object.hasOwn(monitoring.typing, group) ? monitoring.typing[group] : undefined));
  const typing = said.reduce<Typing>(
    (all, { value }) => ({
      chats: all.chats === true || value.chats === true,
      categories: [...(all.categories ?? []), ...(value.categories ?? [])],
      sites: [...(all.sites ?? []), ...(value.sites ?? [])],
      everywhere: all.everywhere === true || value.everywhere === true,
    }),
    {},
  );
  const anywhere = typing.chats === true || typing.everywhere === true || typing.categories?.length || typing.sites?.length;
  return anywhere ? typing : null;
}

/** Whether a page that is open is one of those. What must not be recorded is not read. */
export function readsTyping(typing: Typing, { target }: AccessRequest, { categories, obligations }: Verdict): boolean {
  if (obligations.includes('do-not-record')) return false;
  return (
    typing.everywhere === true ||
    (typing.chats === true && isChatPage(target)) ||
    categories.some((category) => typing.categories?.includes(category) === true) ||
    suffixesOf(target.host).some((host) => typing.sites?.includes(host) === true)
  );
}
