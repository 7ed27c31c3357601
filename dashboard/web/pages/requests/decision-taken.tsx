import type { WhitelistRequest } from '#policies/contracts/whitelist-request.ts';
import { useSignedIn } from '../../session/session.tsx';
import { Facts } from '../../ui/facts.tsx';
import { groupName } from '../../words/group-words.ts';

interface DecisionTakenProps {
  readonly decision: NonNullable<WhitelistRequest['decision']>;
  readonly approved: boolean;
  readonly by: string | null;
}

export function DecisionTaken({ decision, approved, by }: DecisionTakenProps) {
  const { me, time } = useSignedIn();
  const { from, until } = decision;
  return (
    <Facts
      of={[
        ['By', by ?? 'Schoolgate itself'],
        ['When', time.moment(decision.at)],
        ['Reason', <q>{decision.reason}</q>],
        approved ? ['Opened for', groupName(me.school.groups, decision.audience)] : null,
        approved ? ['Opens', from === null ? 'At once' : time.moment(from)] : null,
        approved && until !== null ? [until > time.now() ? 'Closes by itself' : 'Closed by itself', time.moment(until)] : null,
      ]}
    />
  );
}
