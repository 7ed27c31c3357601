// Who is signed in, for every page behind the sign-in.
import { createContext, type ComponentChildren } from 'preact';
import { useCallback, useContext, useEffect, useMemo, useState } from 'preact/hooks';
import type * as z from 'zod';
import { meSchema } from '#policies/contracts/dashboard-api.ts';
import type { Permission } from '#policies/permissions/permissions.ts';
import { act, call } from '../api/call.ts';
import type { Problem } from '../api/problem.ts';
import { announce, whenSession } from '../api/session-events.ts';
import { createSchoolTime, type SchoolTime } from '../time/school-time.ts';

export type Me = z.infer<typeof meSchema>;

export type SessionState =
  | { readonly state: 'asking' }
  /** `left`: signed out on purpose, so there is no page to come back to. */
  | { readonly state: 'nobody'; readonly left: boolean }
  | { readonly state: 'failed'; readonly problem: Problem }
  /** `ended`: signed in when the page was opened, and no longer. */
  | { readonly state: 'somebody'; readonly me: Me; readonly ended: boolean };

export interface Session {
  readonly current: SessionState;
  readonly ask: () => void;
  readonly signedInAs: (me: Me) => void;
  /** Ends the session on the server. */
  readonly signOut: () => Promise<void>;
  /** Goes to the sign-in page; the session is over already. */
  readonly leave: () => void;
}

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ children }: { children: ComponentChildren }) {
  const [current, setCurrent] = useState<SessionState>({ state: 'asking' });

  const ask = useCallback(() => {
    setCurrent({ state: 'asking' });
    void call('GET', '/api/me', meSchema).then((answer) => {
      if (answer.ok) setCurrent({ state: 'somebody', me: answer.value, ended: false });
      else setCurrent(answer.problem.status === 401 ? { state: 'nobody', left: false } : { state: 'failed', problem: answer.problem });
    });
  }, []);
  const signedInAs = useCallback((me: Me) => {
    setCurrent({ state: 'somebody', me, ended: false });
    announce('renewed');
  }, []);
  const signOut = useCallback(async () => {
    const answer = await act('DELETE', '/api/session');
    if (answer.ok || answer.problem.status === 401) setCurrent({ state: 'nobody', left: true });
    else setCurrent({ state: 'failed', problem: answer.problem });
  }, []);

  const leave = useCallback(() => setCurrent({ state: 'nobody', left: false }), []);

  useEffect(() => whenSession('ended', () => setCurrent((now) => (now.state === 'somebody' ? { ...now, ended: true } : now))), []);

  const session = useMemo(() => ({ current, ask, signedInAs, signOut, leave }), [current, ask, signedInAs, signOut, leave]);
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession outside SessionProvider');
  return session;
}

export interface SignedIn {
  readonly me: Me;
  readonly time: SchoolTime;
  readonly may: (permission: Permission) => boolean;
}

const SignedInContext = createContext<SignedIn | null>(null);

export function SignedInProvider({ me, children }: { me: Me; children: ComponentChildren }) {
  const value = useMemo<SignedIn>(() => {
    const ahead = me.now - Date.now();
    return {
      me,
      time: createSchoolTime(me.school.timeZone, () => Date.now() + ahead),
      may: (permission) => me.permissions.includes(permission),
    };
  }, [me]);
  return <SignedInContext.Provider value={value}>{children}</SignedInContext.Provider>;
}

/** For pages behind the sign-in. */
export function useSignedIn(): SignedIn {
  const value = useContext(SignedInContext);
  if (!value) throw new Error('useSignedIn outside SignedInProvider');
  return value;
}
