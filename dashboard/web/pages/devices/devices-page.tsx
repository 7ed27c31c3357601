import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { devicesSchema } from '#policies/contracts/dashboard-api.ts';
import { useResource } from '../../api/use-resource.ts';
import { useSignedIn } from '../../session/session.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Empty, Loaded } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { counted, formatCount } from '../../words/count-words.ts';
import {
  deviceProblem,
  DeviceStateBadge,
  deviceStateOrder,
  deviceStates,
  stillReaches,
  type DeviceView,
} from '../../words/device-words.tsx';

const lookAgainEvery = 5_000;

export function DevicesPage() {
  const devices = useResource('/api/devices', devicesSchema);
  const { reload } = devices;
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') reload();
    }, lookAgainEvery);
    return () => clearInterval(timer);
  }, [reload]);

  return (
    <Page
      title="Devices"
      lead="Every enrolled browser with the last sign of life from its extension. This page looks again every five seconds."
    >
      <Loaded from={devices}>
        {(value) =>
          value.devices.length === 0 ? (
            <Empty title="No device is enrolled yet">
              As soon as the extension is installed by policy and finds this dashboard, the device enrols by itself and stands here.
            </Empty>
          ) : (
            <div class="stack">
              <StateSummary devices={value.devices} />
              <div class="card">
                <DevicesTable devices={value.devices} latestBundle={value.latestBundle} />
              </div>
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}

function StateSummary({ devices }: { devices: readonly DeviceView[] }) {
  return (
    <ul class="state-summary">
      {deviceStateOrder.map((state) => (
        <li key={state}>
          <span class="state-count">{formatCount(devices.filter((device) => device.state === state).length)}</span>
          <DeviceStateBadge state={state} />
          <span class="quiet-text">{deviceStates[state].means}</span>
        </li>
      ))}
    </ul>
  );
}

function DevicesTable({ devices, latestBundle }: { devices: readonly DeviceView[]; latestBundle: number }) {
  const { time } = useSignedIn();
  const sorted = devices.toSorted(
    (a, b) =>
      deviceStateOrder.indexOf(a.state) - deviceStateOrder.indexOf(b.state) || a.name.localeCompare(b.name, 'en-GB', { numeric: true }),
  );
  const columns: Column<DeviceView>[] = [
    { head: 'Device', names: true, whole: true, cell: (device) => device.name },
    {
      head: 'State',
      cell: (device) => (
        <>
          <DeviceStateBadge state={device.state} />
          <StillReaches device={device} />
        </>
      ),
    },
    { head: 'Last heard', cell: ({ heardAt }) => <Moment at={heardAt}>{time.relative(heardAt)}</Moment> },
    { head: 'Through the proxy', cell: (device) => <ThroughProxy device={device} /> },
    {
      head: 'Policy',
      whole: true,
      cell: ({ lastHeartbeat }) =>
        lastHeartbeat === null
          ? 'Not known'
          : lastHeartbeat.bundle >= latestBundle
            ? 'Newest'
            : `${formatCount(latestBundle - lastHeartbeat.bundle)} behind`,
    },
    { head: 'Extension', whole: true, cell: ({ lastHeartbeat }) => lastHeartbeat?.version ?? 'Not known' },
    { head: 'Problems', cell: (device) => <Problems device={device} /> },
  ];
  return <DataTable caption="Devices, those that need attention first" columns={columns} rows={sorted} keyOf={(device) => device.id} />;
}

function Moment({ at, children }: { at: number; children: ComponentChildren }) {
  const { time } = useSignedIn();
  return (
    <time dateTime={new Date(at).toISOString()} title={time.moment(at)}>
      {children}
    </time>
  );
}

function StillReaches({ device }: { device: DeviceView }) {
  const { time } = useSignedIn();
  const reach = stillReaches(device, time.clock);
  return reach === null ? null : <p class="quiet-text">{reach}</p>;
}

function ThroughProxy({ device: { passedAt, lastHeartbeat, state } }: { device: DeviceView }) {
  const { time } = useSignedIn();
  const isHeard = state !== 'silent' && state !== 'unguarded';
  if (isHeard && lastHeartbeat?.throughProxy === false) return <>No</>;
  return passedAt === null ? (
    <>{lastHeartbeat?.throughProxy ? 'Yes' : 'Never'}</>
  ) : (
    <Moment at={passedAt}>{time.relative(passedAt)}</Moment>
  );
}

function Problems({ device }: { device: DeviceView }) {
  const beat = device.lastHeartbeat;
  const lost = (beat?.lost?.dropped ?? 0) + (beat?.lost?.refused ?? 0);
  if (beat === null || (beat.problems.length === 0 && beat.queued === 0 && lost === 0)) return <span class="quiet-text">None</span>;
  return (
    <ul class="plain-list">
      {beat.problems.map((problem) => (
        <li key={problem}>{deviceProblem(problem)}</li>
      ))}
      {beat.queued > 0 && <li>{counted(beat.queued, 'event')} wait to be sent</li>}
      {lost > 0 && <li>{counted(lost, 'event')} lost for good; the audit trail says when</li>}
    </ul>
  );
}
