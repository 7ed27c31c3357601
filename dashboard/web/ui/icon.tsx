// Line icons of 16 units, drawn with presentation attributes only. Always beside words, so hidden from screen readers.

const shapes = {
  overview: 'M2 13.500h12M4 11V7.500M8 11V3.500M12 11V6',
  events: 'M2.500 4h11M2.500 8h11M2.500 12h7',
  incidents: 'M8 2.200 14.300 13.300H1.700zM8 6.500v3.200M8 11.500v.1',
  reports: 'M2.500 3h11v8H7.500L4.500 13.800V11h-2z',
  rules: 'M3.500 2h9v12h-9zM5.800 6.500l1.200 1.200 2.500-2.500M6 10.500h4',
  requests: 'M2.500 8.500 4 3h8l1.500 5.500V13h-11zM2.500 8.500h3.200a2.300 2.300 0 0 0 4.600 0h3.200',
  ask: 'M8 3v10M3 8h10',
  plans: 'M2.500 3.500h11v10h-11zM2.500 6.500h11M5.500 2v3M10.500 2v3M5 9.500h2.500M5 11.500h5',
  jobs: 'M3 4h2.500v2.500H3zM3 9.500h2.500V12H3zM8 5.200h5.500M8 10.700h5.500',
  devices: 'M3 3.500h10v7H3zM1.500 13h13',
  guests:
    'M3.500 4h9v9.500h-9zM6.500 4V2.200h3V4M8 8.700A1.300 1.300 0 1 0 8 6.100a1.300 1.300 0 0 0 0 2.600M5.700 11.700c.2-1.200 1.100-1.700 2.300-1.700s2.100.5 2.300 1.700',
  policy: 'M8 1.800 13 3.800V8c0 3-2.100 5.200-5 6.300C5.100 13.200 3 11 3 8V3.800z',
  people:
    'M6 7.500a2.300 2.300 0 1 0 0-4.600 2.300 2.300 0 0 0 0 4.600M1.800 13.200c.3-2.400 2-3.700 4.200-3.700s3.900 1.300 4.200 3.700M10.500 3.100a2.200 2.200 0 0 1 0 4.200M12 9.800c1.300.5 2.100 1.700 2.300 3.400',
  audit: 'M4 2h6l2.500 2.500V14H4zM6 7h4M6 9.500h4M6 12h2.500',
  block: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M3.800 3.800l8.400 8.400',
  allow: 'M3 8.500 6.500 12 13 4.500',
  warn: 'M8 2.200 14.300 13.300H1.700zM8 6.500v3.200M8 11.500v.1',
  flag: 'M4 14V2.500h7.500L9.800 5.200l1.700 2.800H4',
  ordinary: 'M8 9.500a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3',
  menu: 'M2.500 4.500h11M2.500 8h11M2.500 11.500h11',
  close: 'm4 4 8 8M12 4l-8 8',
  back: 'M10 3 5 8l5 5',
  out: 'M6.500 2.500H3v11h3.500M10 5l3 3-3 3M6.500 8H13',
  wait: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M8 4.700V8l2.300 1.500',
  copy: 'M5.500 5.500h8v8h-8zM10.500 3v-.5h-8v8H3',
} as const;

export type IconName = keyof typeof shapes;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={shapes[name]} />
    </svg>
  );
}
