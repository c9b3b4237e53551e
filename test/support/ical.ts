/** What is used of the parser, another's reading of RFC 5545. */
interface Ical {
  parse(text: string): unknown;
  Component: new (parsed: unknown) => IcalComponent;
}
interface IcalComponent {
  getFirstSubcomponent(name: string): IcalComponent;
  getFirstPropertyValue(name: string): { toString(): string; toJSDate(): Date } | null;
  getFirstProperty(name: string): { getParameter(name: string): string };
}

const ICAL = jest.requireActual<Ical>('ical.js');

/** The one event of a calendar file, as another program reads it. */
export function readCalendarFile(file: string) {
  const calendar = new ICAL.Component(ICAL.parse(file));
  const event = calendar.getFirstSubcomponent('vevent');
  const text = (name: string) => event.getFirstPropertyValue(name)?.toString() ?? '';
  const time = (name: string) => event.getFirstPropertyValue(name)?.toJSDate().getTime();
  return {
    method: calendar.getFirstPropertyValue('method')?.toString(),
    uid: text('uid'),
    sequence: Number(text('sequence')),
    start: time('dtstart'),
    end: time('dtend'),
    title: text('summary'),
    description: text('description'),
    location: text('location'),
    url: text('url'),
    status: text('status'),
    organizer: text('organizer'),
    name: event.getFirstProperty('organizer').getParameter('cn'),
  };
}
