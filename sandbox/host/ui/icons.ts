const SVG = 'http://www.w3.org/2000/svg';

const CLOCK = 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.2l3 1.8';
const CALENDAR = 'M5 6h14v14H5zM5 10.5h14M9 4v4M15 4v4';
const MAIL = 'M4 6h16v12H4zM4.5 7l7.5 6 7.5-6';
const PERSON = 'M12 11.5a3.8 3.8 0 1 0 0-7.6 3.8 3.8 0 0 0 0 7.6zM5 20c0-4 3-6 7-6s7 2 7 6';
const PEOPLE =
  'M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11zM3 19c0-3.4 2.6-5 6-5s6 1.6 6 5M15.5 4.9a3.2 3.2 0 0 1 0 5.9M17 14.3c2.4.5 4 2 4 4.7';
const PIN =
  'M12 21s6.5-6.2 6.5-11.2A6.5 6.5 0 0 0 5.5 9.800C5.5 14.8 12 21 12 21zM12 12.200a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.800z';
const VIDEO = 'M4 7h11v10H4zM15 11l5-3v8l-5-3';
const LINES = 'M5 7h14M5 12h14M5 17h9';
const TICKET = 'M4 7h16v3a2 2 0 0 0 0 4v3H4v-3a2 2 0 0 0 0-4zM13.5 7v10';
const PLANE = 'M3 13l18-8-6 16-3.5-6.500zM11.5 14.500L21 5';
const BED = 'M4 6v13M4 16h16M20 19v-4a3 3 0 0 0-3-3h-7v4M7 13h.01';
const STAR = 'M12 4l2.5 5.2 5.5.8-4 4 1 5.6-5-2.7-5 2.7 1-5.6-4-4 5.5-.8z';
const CARD = 'M4 6h16v12H4zM4 10h16';
const PHONE = 'M6 4h3l2 5-2 1.500a10 10 0 0 0 4.5 4.500L15 13l5 2v3a2 2 0 0 1-2 2C10 20 4 14 4 6a2 2 0 0 1 2-2z';

/** Drawn for this page, on a field of 24 by 24. */
const PATHS = {
  addOn: 'M10 5.500a2 2 0 0 1 4 0V7h4v4h1a2 2 0 0 1 0 4h-1v5H6v-4.500h1a2 2 0 0 0 0-4H6V7h4z',
  airplane: PLANE,
  alert: 'M12 4.500l8.5 15h-17zM12 10v4.500M12 17h.01',
  back: 'M11 6l-6 6 6 6M5 12h14',
  bed: BED,
  bookmark: 'M7 4h10v16l-5-4-5 4z',
  bus: 'M5 5h14v12H5zM5 11h14M8 17v2.500M16 17v2.5',
  calendar: CALENDAR,
  car: 'M4 16v-4l2-5.500h12l2 5.500v4zM4 12h16M7 16v2.500M17 16v2.5',
  card: CARD,
  check: 'M5 12.500l4.5 4.5 9.5-10',
  clock: CLOCK,
  close: 'M6 6l12 12M18 6L6 18',
  dollar: 'M12 4v16M16.5 8c-1-2.5-8.5-2.5-8.5.8 0 3.6 8.5 2.6 8.5 6.4 0 3.3-8 3.3-9.5.3',
  dot: 'M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  down: 'M6 9.500l6 6 6-6',
  edit: 'M5 19l1-4L16 5l3 3L9 18z',
  external: 'M10 6H6v12h12v-4M13.5 5H19v5.500M19 5l-8 8',
  globe: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM4 12h16M12 4c3 2.5 3 13.5 0 16M12 4c-3 2.5-3 13.5 0 16',
  left: 'M14.5 6l-6 6 6 6',
  lines: LINES,
  link: 'M9.5 14.500l5-5M8 11l-2 2a3.5 3.5 0 0 0 5 5l2-2M16 13l2-2a3.5 3.5 0 0 0-5-5l-2 2',
  list: 'M9 7h11M9 12h11M9 17h11M4.5 7h.01M4.5 12h.01M4.5 17h.01',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  mail: MAIL,
  menu: 'M4 7h16M4 12h16M4 17h16',
  microphone: 'M12 4a3 3 0 0 0-3 3v4a3 3 0 0 0 6 0V7a3 3 0 0 0-3-3zM6 11a6 6 0 0 0 12 0M12 17v3',
  more: 'M12 5.500h.01M12 12h.01M12 18.500h.01',
  pause: 'M9 6v12M15 6v12',
  people: PEOPLE,
  person: PERSON,
  phone: PHONE,
  pin: PIN,
  play: 'M8 5l11 7-11 7z',
  playCircle: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM10 8.500l5.5 3.5-5.5 3.500z',
  plus: 'M12 5v14M5 12h14',
  question: 'M9.5 9.500a2.6 2.6 0 1 1 3.6 2.400c-.8.4-1.1 1-1.1 2.100M12 17h.01M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z',
  refresh: 'M19 12a7 7 0 1 1-2.1-5M19 4v4.500h-4.5',
  repeat: 'M5 11V9h13l-3-3M19 13v2H6l3 3',
  restaurant: 'M7 4v16M5 4v5a2 2 0 0 0 4 0V4M17 20V4c-2 0-3.5 3-3.5 7H17',
  right: 'M9.5 6l6 6-6 6',
  seat: 'M7 4v9h10V4M5 10v7h14v-7M7 17v3M17 17v3',
  shoppingCart: 'M4 5h2l2 10h9l2-7H7M9 19h.01M16 19h.01',
  star: STAR,
  store: 'M5 10.500V20h14v-9.500M4 10l2-6h12l2 6zM10 20v-5h4v5',
  tag: 'M4 4h8l8 8-8 8-8-8zM8 8h.01',
  ticket: TICKET,
  train: 'M6 4h12v12H6zM6 10h12M8 20l2-4M16 20l-2-4',
  trash: 'M5 7h14M10 7V4.500h4V7M7 7l1 13h8l1-13',
  tune: 'M4 8h9M19 8h1M4 16h1M11 16h9M16 5.500a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM8 13.500a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  video: VIDEO,
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing. It is decoration: the element that has it says in words what it is. */
export function icon(name: IconName): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', `drawing drawing-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
