import { devicesSchema } from '#policies/contracts/dashboard-api.ts';
import { lastHeard } from '#store/last-heard.ts';
import { deviceState } from '../devices/device-state.ts';
import { route } from '../http/route.ts';

const listDevices = route({
  method: 'GET',
  url: '/api/devices',
  permission: 'see-devices',
  schema: { answer: devicesSchema },
  async handler({ services, school, at }) {
    const [devices, latest] = await Promise.all([school.devices.list(), services.bundles.latest(school)]);
    const newest = latest && { number: latest.bundle.number, madeAt: latest.bundle.madeAt };
    return {
      devices: devices.map((device) => ({
        id: device.id,
        name: device.name,
        enrolledAt: device.enrolledAt,
        lastHeartbeat: device.lastHeartbeat,
        heardAt: lastHeard(device),
        passedAt: device.passedAt,
        state: deviceState(device, { latest: newest, listensSince: services.listensSince }, at),
      })),
      latestBundle: newest?.number ?? 0,
    };
  },
});

export const deviceRoutes = [listDevices];
