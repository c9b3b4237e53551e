// Sources: developers.google.com/workspace/calendar/api/concepts/sharing, /guides/errors (forbiddenForNonOrganizer),
// /guides/extended-properties; the discovery document, Event and sendUpdates.
import { ANNA, CLIENT, MEI, at, type Account, useGoogle } from '../../support/google-calendar';

const { google, mei, anna } = useGoogle({ mei: 'Asia/Taipei', anna: 'Europe/Warsaw' });

const primary = { calendarId: 'primary' };
const both = { attendees: [{ email: ANNA }, { email: CLIENT }] };
const all = { sendUpdates: 'all' };
const answers = (account: Account, id: string): Record<string, unknown> =>
  Object.fromEntries(account.event(id).attendees!.map((a): [string, unknown] => [a.email!, a.responseStatus]));
const answer = (account: Account, id: string, responseStatus: string, params = {}) =>
  account.patch(id, { attendees: [{ email: account.email, responseStatus }], attendeesOmitted: true }, params);

describe('a guest with a calendar', () => {
  it('has a copy with the same id and iCalUID, in which they are themselves and not the organizer', () => {
    const event = mei.insert({ ...both, summary: 'Lesson' });
    expect(anna.event(event.id)).toMatchObject({
      iCalUID: event.iCalUID,
      summary: 'Lesson',
      organizer: { email: MEI },
      start: { dateTime: '2026-11-24T11:00:00+01:00' },
      attendees: [{ email: ANNA, self: true, responseStatus: 'needsAction' }, { email: CLIENT }],
    });
    expect(anna.event(event.id).organizer?.self).toBeUndefined();
  });

  it('answers in their copy, and the organizer knows', () => {
    const { id } = mei.insert(both);
    answer(anna, id, 'tentative');
    expect(answers(mei, id)).toEqual({ [ANNA]: 'tentative', [CLIENT]: 'needsAction' });
    mei.patch(id, { summary: 'x' });
    expect(answers(anna, id)[ANNA]).toBe('tentative');
  });

  it('declines by deleting their copy, which stays away until they are invited again', () => {
    const { id } = mei.insert(both);
    anna.remove(id);
    expect(answers(mei, id)[ANNA]).toBe('declined');
    mei.patch(id, { summary: 'x' });
    expect(anna.event(id).status).toBe('cancelled');
    mei.patch(id, { attendees: [] });
    mei.patch(id, both);
    expect(anna.event(id).status).toBe('confirmed');
  });

  it('sees changes of the event, and keeps what is their own', () => {
    const { id } = mei.insert({ ...both, extendedProperties: { private: { p: '1' }, shared: { s: '1' } } });
    anna.patch(id, { colorId: '5', transparency: 'transparent', extendedProperties: { private: { mine: '1' } } });
    mei.patch(id, { ...at('12:00', '13:00'), extendedProperties: { shared: { s: '2' } } });
    expect(anna.event(id)).toMatchObject({
      colorId: '5',
      transparency: 'transparent',
      start: { dateTime: '2026-11-24T13:00:00+01:00' },
      extendedProperties: { private: { mine: '1' }, shared: { s: '2' } },
    });
    expect(mei.event(id).extendedProperties).toEqual({ private: { p: '1' }, shared: { s: '2' } });
    expect(mei.event(id).colorId).toBeUndefined();
  });

  it('is left alone when the organizer changes what is the organizer’s own', () => {
    const { id } = mei.insert(both);
    const { etag } = anna.event(id);
    mei.patch(id, { colorId: '3', extendedProperties: { private: { p: '1' } } });
    expect(anna.event(id).etag).toBe(etag);
  });

  it('loses the event when it is cancelled, or when they are no longer invited', () => {
    const first = mei.insert(both);
    const second = mei.insert(both);
    mei.remove(first.id);
    mei.patch(second.id, { attendees: [{ email: CLIENT }] });
    expect(anna.list().items).toEqual([]);
    expect(anna.event(first.id).status).toBe('cancelled');
  });

  it('who is busy by an absence that declines, declines at once', () => {
    const outOfOfficeProperties = {
      autoDeclineMode: 'declineOnlyNewConflictingInvitations',
      declineMessage: 'Sailing',
    };
    anna.insert({ eventType: 'outOfOffice', outOfOfficeProperties });
    const { id } = mei.insert(both);
    expect(mei.event(id).attendees![0]).toMatchObject({ responseStatus: 'declined', comment: 'Sailing' });
    expect(answers(mei, mei.insert({ ...both, ...at('12:00', '13:00') }).id)[ANNA]).toBe('needsAction');
  });
});

describe('what a guest may do', () => {
  it('changes that they may not make stay in their copy and vanish with the next of the organizer', () => {
    const { id } = mei.insert({ ...both, summary: 'Lesson' });
    anna.patch(id, { summary: 'Mine' });
    expect(mei.event(id).summary).toBe('Lesson');
    mei.patch(id, { location: 'Hall' });
    expect(anna.event(id).summary).toBe('Lesson');
  });

  it('with guestsCanModify changes the event for everybody', () => {
    const { id } = mei.insert({ ...both, guestsCanModify: true });
    anna.patch(id, { summary: 'Ours', ...at('12:00', '13:00') });
    expect(mei.event(id)).toMatchObject({ summary: 'Ours', start: { dateTime: '2026-11-24T20:00:00+08:00' } });
    // By the organizer's calendar it is not theirs to see.
    expect(anna.refusal('events.patch', { calendarId: MEI, eventId: id }, { summary: 'x' })[0]).toBe(404);
  });

  it('may invite others, unless the organizer has forbidden it', () => {
    const invite = (id: string) => ({ attendees: [...anna.event(id).attendees!, { email: 'ewa@x.example' }] });
    const open = mei.insert(both).id;
    anna.patch(open, invite(open), all);
    expect(Object.keys(answers(mei, open))).toContain('ewa@x.example');
    expect(google.mails('invitation').map(({ to }) => to)).toEqual(['ewa@x.example']);
    const closed = mei.insert({ ...both, guestsCanInviteOthers: false }).id;
    expect(anna.refusal('events.patch', { ...primary, eventId: closed }, invite(closed))[1]).toBe(
      'forbiddenForNonOrganizer',
    );
  });

  it('cannot set what only the organizer may, nor by an update that leaves it out', () => {
    const { id } = mei.insert({ ...both, guestsCanSeeOtherGuests: false });
    const params = { ...primary, eventId: id };
    expect(anna.refusal('events.patch', params, { guestsCanModify: true })).toEqual([
      403,
      'forbiddenForNonOrganizer',
      'Shared properties can only be changed by the organizer of the event.',
    ]);
    expect(anna.refusal('events.update', params, at('10:00', '11:00'))[0]).toBe(403);
    expect(anna.patch(id, { colorId: '1' }).colorId).toBe('1');
  });

  it('sees no other guests where guestsCanSeeOtherGuests is false', () => {
    const { id } = mei.insert({ ...both, guestsCanSeeOtherGuests: false });
    expect(anna.event(id)).toMatchObject({ attendeesOmitted: true, attendees: [{ email: ANNA }] });
    expect(anna.event(id).attendees).toHaveLength(1);
    expect(mei.event(id).attendees).toHaveLength(2);
  });
});

describe('mail', () => {
  const toWhom = (kind: string) => google.mails(kind).map(({ to }) => to);

  it('goes to all guests, to those without Google Calendar, or to nobody', () => {
    mei.insert(both, { sendUpdates: 'none' });
    mei.insert(both);
    expect(google.mails()).toEqual([]);
    mei.insert(both, { sendUpdates: 'externalOnly' });
    expect(toWhom('invitation')).toEqual([CLIENT]);
    mei.insert(both, all);
    expect(toWhom('invitation')).toEqual([CLIENT, ANNA, CLIENT]);
    mei.insert({ ...both }, { sendNotifications: true });
    expect(toWhom('invitation')).toHaveLength(5);
  });

  it('says title, time in the guest’s zone, place and the link to join', () => {
    const createRequest = { requestId: 'r' };
    const event = mei.insert(
      { ...both, summary: 'Lesson', location: 'Hall', conferenceData: { createRequest } },
      { ...all, conferenceDataVersion: 1 },
    );
    const [toAnna, toClient] = google.mails('invitation');
    expect(toAnna!.subject).toBe(`Invitation: Lesson @ Tue, 24 Nov 2026, 11:00–12:00 (GMT+1) (${ANNA})`);
    expect(toClient!.subject).toContain('18:00–19:00 (GMT+8)');
    for (const part of ['Lesson', 'Where: Hall', `Join: ${event.hangoutLink!}`]) expect(toClient!.body).toContain(part);
  });

  it('tells of an update what is worth telling, and of a cancellation', () => {
    const { id } = mei.insert(both);
    mei.patch(id, { extendedProperties: { shared: { a: '1' } } }, all);
    mei.patch(id, { attendees: [...both.attendees, { email: 'ewa@x.example' }] }, all);
    expect([toWhom('update'), toWhom('invitation')]).toEqual([[], ['ewa@x.example']]);
    mei.patch(id, at('12:00', '13:00'), all);
    expect(toWhom('update')).toEqual([ANNA, CLIENT, 'ewa@x.example']);
    mei.patch(id, { attendees: both.attendees }, all);
    expect(toWhom('cancellation')).toEqual(['ewa@x.example']);
    mei.remove(id, all);
    expect(toWhom('cancellation')).toEqual(['ewa@x.example', ANNA, CLIENT]);
  });

  it('tells the organizer of an answer', () => {
    const { id } = mei.insert({ ...both, summary: 'Lesson' });
    answer(anna, id, 'accepted', all);
    const [mail] = google.mails('response');
    expect(mail).toMatchObject({ to: MEI, subject: expect.stringContaining('Accepted: Lesson') as string });
  });
});

describe('series and their guests', () => {
  const daily = { ...both, recurrence: ['RRULE:FREQ=DAILY;COUNT=3'] };
  const second = (id: string) => `${id}_20261125T100000Z`;

  it('copies have the instances that are moved or cancelled', () => {
    const { id } = mei.insert(daily);
    mei.patch(second(id), at('15:00', '16:00', 'UTC', '2026-11-25'));
    mei.remove(`${id}_20261126T100000Z`);
    expect(anna.list({ singleEvents: true }).items.map((e) => e.start?.dateTime)).toEqual([
      '2026-11-24T11:00:00+01:00',
      '2026-11-25T16:00:00+01:00',
    ]);
  });

  it('a guest may decline one instance', () => {
    const { id } = mei.insert(daily);
    answer(anna, second(id), 'declined');
    expect(answers(mei, second(id))[ANNA]).toBe('declined');
    expect(answers(mei, id)[ANNA]).toBe('needsAction');
    anna.remove(`${id}_20261126T100000Z`);
    expect(answers(mei, `${id}_20261126T100000Z`)[ANNA]).toBe('declined');
  });

  it('a guest of one instance gets that one alone; who comes to the series later gets what differs', () => {
    const { id } = mei.insert({ recurrence: daily.recurrence });
    mei.patch(second(id), both);
    expect(anna.list({ singleEvents: true }).items.map((e) => e.id)).toEqual([second(id)]);
    mei.remove(`${id}_20261126T100000Z`);
    mei.patch(id, both);
    expect(anna.list({ singleEvents: true }).items).toHaveLength(2);
  });

  it('cancelling the series takes all of it from the guests', () => {
    const { id } = mei.insert(daily);
    mei.patch(second(id), { summary: 'other' });
    mei.remove(id);
    expect(anna.list({ singleEvents: true }).items).toEqual([]);
  });
});

describe('events of a shared calendar', () => {
  it('have the calendar as organizer, and come to guests as from it', () => {
    const studio = mei.calendar('Studio');
    const { id } = mei.insert({ attendees: [{ email: ANNA }] }, { calendarId: studio });
    expect(anna.event(id).organizer).toEqual({ email: studio, displayName: 'Studio' });
    answer(anna, id, 'accepted');
    expect(mei.event(id, { calendarId: studio }).attendees).toMatchObject([{ responseStatus: 'accepted' }]);
  });
});
