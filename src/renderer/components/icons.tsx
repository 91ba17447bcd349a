import type { ReactNode } from 'react'

/** The drawings: 24 grid, stroke only, no fill; they take the colour of their words. */
export const ICONS = {
  arrow: <path d="M4 12h16M14 6l6 6-6 6" />,
  back: (
    <>
      <path d="M9 14 4 9l5-5" />
      <path d="M4 9h10a6 6 0 0 1 0 12h-3" />
    </>
  ),
  bank: <path d="M3 9.5 12 4l9 5.5zM5 20.5h14M6 10v7.5M10 10v7.5M14 10v7.5M18 10v7.5" />,
  backspace: <path d="M8 5.5h13v13H8l-6-6.5zM12 9.5l5 5M17 9.5l-5 5" />,
  bottle: <path d="M10 2.5h4v5l2.5 4v9a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-9l2.5-4zM7.5 14h9" />,
  bread: <path d="M4 11a4 4 0 0 1 3-6.5h10A4 4 0 0 1 20 11v8.5H4zM9 5v3M13 5v3" />,
  calendar: (
    <>
      <rect x="3.5" y="5" width="17" height="15.5" rx="2" />
      <path d="M3.5 10h17M8 2.5V7M16 2.5V7" />
    </>
  ),
  can: <path d="M7 5h10v14H7zM7 5l1.5-2h7L17 5M7 19l1.5 2h7l1.5-2M7 9h10M7 15h10" />,
  card: (
    <>
      <rect x="2.5" y="5" width="19" height="14" rx="2.5" />
      <path d="M2.5 9.5h19M6 15h4" />
    </>
  ),
  cash: (
    <>
      <rect x="2.5" y="6" width="19" height="12" rx="2" />
      <circle cx="12" cy="12" r="2.8" />
      <path d="M6 9.5v.01M18 14.5v.01" />
    </>
  ),
  chip: (
    <>
      <rect x="4" y="5" width="16" height="14" rx="3" />
      <path d="M4 10h5v4H4M20 10h-5v4h5M9 5v14M15 5v14" />
    </>
  ),
  check: <path d="m4.5 12.5 5 5 10-11" />,
  cheese: <path d="M2.5 13 14 5a8 8 0 0 1 7.5 8v6h-19zM2.5 13h19M8 16v.01M15 16.5v.01" />,
  clock: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7v5l3.5 2" />
    </>
  ),
  coins: (
    <>
      <circle cx="9" cy="9" r="5.5" />
      <path d="M14.6 9.6a5.5 5.5 0 1 1-5 5" />
      <path d="M9 7v4" />
    </>
  ),
  command: <path d="M4 6h16M4 12h9M4 18h6M15 13l5 4-5 4z" />,
  copy: (
    <>
      <rect x="8" y="8" width="12.5" height="12.5" rx="2" />
      <path d="M16 8V5.5a2 2 0 0 0-2-2H5.5a2 2 0 0 0-2 2V14a2 2 0 0 0 2 2H8" />
    </>
  ),
  'chevron-down': <path d="m5 9 7 7 7-7" />,
  display: (
    <path d="M4.5 4h15a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 12.5v-7A1.5 1.5 0 0 1 4.5 4zM6.5 7.5h11M6.5 10.5h6M12 14v6.5M8 20.5h8" />
  ),
  download: <path d="M12 4v11M7 10.5l5 5 5-5M4.5 20.5h15" />,
  drawer: (
    <>
      <rect x="2.5" y="5" width="19" height="14" rx="2" />
      <path d="M2.5 12h19M10 15.5h4M10 8.5h4" />
    </>
  ),
  filter: <path d="M3.5 5h17L14 13v7l-4-2v-5z" />,
  fork: <path d="M7 3v18M4 3v5a3 3 0 0 0 6 0V3M17 21v-7h-3V8c0-3 1.5-5 3-5z" />,
  scale: (
    <path d="M3.5 4.5h17M12 4.5v4M6 8.5h12l2 10.6a1.2 1.2 0 0 1-1.2 1.4H5.2A1.2 1.2 0 0 1 4 19.1zM9 16.5a3 3 0 0 1 6 0" />
  ),
  gear: (
    <>
      <circle cx="12" cy="12" r="3.2" />
      <path d="M12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3M5.3 5.3l2.1 2.1M16.6 16.6l2.1 2.1M5.3 18.7l2.1-2.1M16.6 7.4l2.1-2.1" />
    </>
  ),
  gift: (
    <>
      <rect x="3" y="8" width="18" height="4" rx="1" />
      <path d="M5 12v9h14v-9M12 8v13M12 8C8 8 7 6.5 7 5.3 7 3 11 3 12 8zM12 8c4 0 5-1.5 5-2.7C17 3 13 3 12 8z" />
    </>
  ),
  globe: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M3 12h18M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9s.5-6 3.5-9z" />
    </>
  ),
  table: <path d="M2.5 8h19v3h-19zM5 11v8.5M19 11v8.5M5 15.5h14" />,
  training: <path d="M2.5 9.5 12 5l9.5 4.5L12 14zM6.5 11.5V17c3 2.3 8 2.3 11 0v-5.5M21.5 9.5V15" />,
  hold: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M9.5 9v6M14.5 9v6" />
    </>
  ),
  info: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 11v5.5M12 7.8v.01" />
    </>
  ),
  leaf: <path d="M20 4C10 4 4.5 8 4.5 14c0 1.5.5 3 1.5 4 7 1 14-3 14-14zM3 21c2-5 6-9 11-11" />,
  'chevron-left': <path d="m15 5-7 7 7 7" />,
  keyboard: (
    <>
      <rect x="2.5" y="6" width="19" height="12" rx="2" />
      <path d="M6.5 10v.01M10 10v.01M14 10v.01M17.5 10v.01M8 14.5h8" />
    </>
  ),
  link: (
    <>
      <path d="M4 12a8 8 0 0 1 16 0M7.5 13a4.5 4.5 0 0 1 9 0" />
      <circle cx="12" cy="16.5" r="1.8" />
    </>
  ),
  lock: (
    <>
      <rect x="4.5" y="10.5" width="15" height="10" rx="2" />
      <path d="M8 10.5V7.5a4 4 0 0 1 8 0v3" />
    </>
  ),
  mail: (
    <>
      <rect x="2.5" y="5" width="19" height="14" rx="2" />
      <path d="m3 7 9 6.5L21 7" />
    </>
  ),
  meat: (
    <>
      <path d="M14.5 3.5a6 6 0 0 1 4.5 10c-3 3-8 2-10 4l-3 3a2 2 0 1 1-2.5-2.5l3-3c2-2 1-6 3-8.5a6 6 0 0 1 5-3z" />
      <circle cx="14.5" cy="9" r="2" />
    </>
  ),
  mirror: <path d="M12 3v18M9 7H3v10h6M15 7h6v10h-6" />,
  more: <path d="M5 12v.01M12 12v.01M19 12v.01" />,
  ok: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="m8 12.3 2.8 2.8L16 9.5" />
    </>
  ),
  nfc: <path d="M6 8.5a7 7 0 0 1 0 7M10 6a12 12 0 0 1 0 12M14 4a16 16 0 0 1 0 16" />,
  off: (
    <>
      <path d="M4 12a8 8 0 0 1 11-7.4M20 12a8 8 0 0 0-1.3-4.4M3.5 20.5l17-17" />
      <circle cx="12" cy="17" r="1.8" />
    </>
  ),
  pad: (
    <>
      <rect x="6" y="2.5" width="12" height="19" rx="2.5" />
      <path d="M9 6h6v3.5H9zM9.5 13v.01M12 13v.01M14.5 13v.01M9.5 16v.01M12 16v.01M14.5 16v.01" />
    </>
  ),
  pencil: <path d="M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5 17.5 10" />,
  percent: (
    <>
      <path d="m6 18 12-12" />
      <circle cx="7.5" cy="7.5" r="2.5" />
      <circle cx="16.5" cy="16.5" r="2.5" />
    </>
  ),
  play: <path d="M7 4.5v15l12-7.5z" />,
  plus: <path d="M12 5v14M5 12h14" />,
  print: (
    <>
      <path d="M7 9V3.5h10V9" />
      <rect x="3" y="9" width="18" height="8" rx="2" />
      <path d="M7 14h10v6.5H7z" />
    </>
  ),
  pump: (
    <>
      <path d="M4 21V5.5A2.5 2.5 0 0 1 6.5 3h5A2.5 2.5 0 0 1 14 5.5V21M2.5 21h13M4 10.5h10" />
      <path d="M14 13h2a1.5 1.5 0 0 1 1.5 1.5V17a1.5 1.5 0 0 0 3 0V8.5L17 5" />
    </>
  ),
  receipt: <path d="M5 3v18l2.3-1.5L9.7 21l2.3-1.5 2.3 1.5 2.4-1.5L19 21V3zM9 8h6M9 12h6" />,
  'chevron-right': <path d="m9 5 7 7-7 7" />,
  scan: (
    <path d="M3 8V5a2 2 0 0 1 2-2h3M16 3h3a2 2 0 0 1 2 2v3M21 16v3a2 2 0 0 1-2 2h-3M8 21H5a2 2 0 0 1-2-2v-3M7.5 8v8M10.5 8v8M13.5 8v8M16.5 8v8" />
  ),
  search: (
    <>
      <circle cx="10.5" cy="10.5" r="6.5" />
      <path d="m20.5 20.5-5.3-5.3" />
    </>
  ),
  shield: (
    <>
      <path d="M12 2.5 4 5.5v6c0 5 3.5 8.5 8 10 4.5-1.5 8-5 8-10v-6z" />
      <path d="m8.5 11.8 2.5 2.5 4.5-4.8" />
    </>
  ),
  star: <path d="m12 3 2.7 5.8 6.3.7-4.7 4.3 1.3 6.2-5.6-3.2L6.4 20l1.3-6.2L3 9.5l6.3-.7z" />,
  sweet: (
    <>
      <circle cx="12" cy="12" r="4.5" />
      <path d="m15.5 8.5 4-4 .5 3.5 1.5.5-3.5 3M8.5 15.5l-4 4-.5-3.5-1.5-.5 3.5-3" />
    </>
  ),
  'ask-again': <path d="M20 11a8 8 0 0 0-14.5-3.5L4 9M4 4v5h5M4 13a8 8 0 0 0 14.5 3.5L20 15M20 20v-5h-5" />,
  trash: <path d="M4 6.5h16M9 6.5V4h6v2.5M6 6.5 7 20.5h10l1-14M10 10.5v6M14 10.5v6" />,
  unknown: (
    <>
      <path d="M12 2.5 21.5 12 12 21.5 2.5 12z" />
      <path d="M9.8 10a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.6M12 16.2v.01" />
    </>
  ),
  user: (
    <>
      <circle cx="12" cy="8" r="4" />
      <path d="M4 20.5c1-4 4.2-6 8-6s7 2 8 6" />
    </>
  ),
  users: (
    <>
      <circle cx="9" cy="8.5" r="3.5" />
      <path d="M2.5 19.5c.8-3.4 3.4-5 6.5-5s5.7 1.6 6.5 5M16 5.3a3.5 3.5 0 0 1 0 6.4M18 14.8c1.9.7 3.1 2.3 3.5 4.7" />
    </>
  ),
  warning: <path d="M12 3.5 2.5 20h19zM12 10v4.5M12 17.2v.01" />,
  close: <path d="m6 6 12 12M18 6 6 18" />,
  stopped: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="m9 9 6 6M15 9l-6 6" />
    </>
  ),
  mark: <path d="M16.5 6.5A7 7 0 1 0 16.5 17.5M3 21h18" />,
} as const satisfies Record<string, ReactNode>

export type IconName = keyof typeof ICONS
