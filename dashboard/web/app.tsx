// Which address shows which page.
import { Redirect, Route, Switch } from 'wouter-preact';
import { BehindSignIn } from './shell/behind-sign-in.tsx';
import { AcceptableUsePage } from './pages/acceptable-use/acceptable-use-page.tsx';
import { AskPage } from './pages/ask/ask-page.tsx';
import { AskForSitePage } from './pages/ask-for-site/ask-for-site-page.tsx';
import { AuditPage } from './pages/audit/audit-page.tsx';
import { DevicesPage } from './pages/devices/devices-page.tsx';
import { EventsPage } from './pages/events/events-page.tsx';
import { GuestsPage } from './pages/guests/guests-page.tsx';
import { IncidentPage } from './pages/incidents/incident-page.tsx';
import { IncidentsPage } from './pages/incidents/incidents-page.tsx';
import { JobsPage } from './pages/jobs/jobs-page.tsx';
import { LostPage } from './pages/lost/lost-page.tsx';
import { OverviewPage } from './pages/overview/overview-page.tsx';
import { PeoplePage } from './pages/people/people-page.tsx';
import { AddToPlanPage } from './pages/plans/add-to-plan-page.tsx';
import { NewPlanPage } from './pages/plans/new-plan-page.tsx';
import { PlanPage } from './pages/plans/plan-page.tsx';
import { PlansPage } from './pages/plans/plans-page.tsx';
import { EditPolicyPage } from './pages/policy/edit/edit-policy-page.tsx';
import { PolicyPage } from './pages/policy/policy-page.tsx';
import { ReportPage } from './pages/report/report-page.tsx';
import { ReportsPage } from './pages/reports/reports-page.tsx';
import { RequestPage } from './pages/requests/request-page.tsx';
import { RequestsPage } from './pages/requests/requests-page.tsx';
import { OneTimePage } from './pages/sign-in/one-time-page.tsx';
import { SignInPage } from './pages/sign-in/sign-in-page.tsx';
import { landingFor, menuFor } from './session/pages-menu.ts';
import { SessionProvider, useSignedIn } from './session/session.tsx';
import { Guarded } from './shell/guarded.tsx';

export function App() {
  return (
    <SessionProvider>
      <Switch>
        <Route path="/ask/:reference">{({ reference }) => <AskPage reference={reference} />}</Route>
        <Route path="/report/:reference">{({ reference }) => <ReportPage reference={reference} />}</Route>
        <Route path="/sign-in/:token">{({ token }) => <OneTimePage token={token} />}</Route>
        <Route path="/sign-in" component={SignInPage} />
        <Route>
          <BehindSignIn>
            <SignedInPages />
          </BehindSignIn>
        </Route>
      </Switch>
    </SessionProvider>
  );
}

function SignedInPages() {
  return (
    <Switch>
      <Route path="/" component={Home} />
      <Route path="/events">
        <Guarded with={['see-events']}>
          <EventsPage />
        </Guarded>
      </Route>
      <Route path="/incidents">
        <Guarded with={['see-incidents']}>
          <IncidentsPage />
        </Guarded>
      </Route>
      <Route path="/incidents/:id">
        {({ id }) => (
          <Guarded with={['see-incidents']}>
            <IncidentPage key={id} id={id} />
          </Guarded>
        )}
      </Route>
      <Route path="/reports">
        <Guarded with={['read-reports']}>
          <ReportsPage />
        </Guarded>
      </Route>
      <Route path="/acceptable-use">
        <Guarded with={['manage-agreements']}>
          <AcceptableUsePage />
        </Guarded>
      </Route>
      <Route path="/requests">
        <Guarded with={['see-requests']}>
          <RequestsPage />
        </Guarded>
      </Route>
      <Route path="/requests/:id">
        {({ id }) => (
          <Guarded with={['see-requests', 'ask-for-site']}>
            <RequestPage key={id} id={id} />
          </Guarded>
        )}
      </Route>
      <Route path="/ask-for-site">
        <Guarded with={['ask-for-site']}>
          <AskForSitePage />
        </Guarded>
      </Route>
      <Route path="/plans">
        <Guarded with={['ask-for-site', 'see-requests']}>
          <PlansPage />
        </Guarded>
      </Route>
      <Route path="/plans/add">
        <Guarded with={['ask-for-site']}>
          <AddToPlanPage />
        </Guarded>
      </Route>
      <Route path="/plans/new">
        <Guarded with={['ask-for-site']}>
          <NewPlanPage />
        </Guarded>
      </Route>
      <Route path="/plans/:id">
        {({ id }) => (
          <Guarded with={['ask-for-site', 'see-requests']}>
            <PlanPage key={id} id={id} />
          </Guarded>
        )}
      </Route>
      <Route path="/jobs">
        <Guarded with={['see-jobs']}>
          <JobsPage />
        </Guarded>
      </Route>
      <Route path="/guests">
        <Guarded with={['sponsor-guests']}>
          <GuestsPage />
        </Guarded>
      </Route>
      <Route path="/devices">
        <Guarded with={['see-devices']}>
          <DevicesPage />
        </Guarded>
      </Route>
      <Route path="/audit">
        <Guarded with={['see-audit']}>
          <AuditPage />
        </Guarded>
      </Route>
      <Route path="/policy/edit">
        <Guarded with={['edit-policy']}>
          <EditPolicyPage />
        </Guarded>
      </Route>
      <Route path="/policy">
        <Guarded with={['see-policy']}>
          <PolicyPage />
        </Guarded>
      </Route>
      <Route path="/people">
        <Guarded with={['see-accounts', 'manage-accounts', 'manage-roster']}>
          <PeoplePage />
        </Guarded>
      </Route>
      <Route>
        <LostPage />
      </Route>
    </Switch>
  );
}

/** `/` is the overview for those who may see it; everybody else starts where their work is. */
function Home() {
  const { me, may } = useSignedIn();
  if (may('see-overview') || menuFor(me.permissions).length === 0) {
    return (
      <Guarded with={['see-overview']}>
        <OverviewPage />
      </Guarded>
    );
  }
  return <Redirect href={landingFor(me.role, me.permissions)} replace />;
}
