import { conferenceDataErrors } from '../../../sandbox/validate/action-response';
import { call, conferences, printed, type Json } from '../../support/guest-services';

type Builder = GoogleAppsScript.Conference_Data.ConferenceDataBuilder;
type Kind = 'VIDEO' | 'PHONE' | 'MORE' | 'SIP';

const ADDRESS: Record<Kind, string> = {
  VIDEO: 'https://meet.example/room',
  PHONE: 'tel:+48123456789',
  MORE: 'https://meet.example/room/more',
  SIP: 'sip:room@meet.example',
};
const point = (kind: Kind = 'VIDEO') =>
  conferences.newEntryPoint().setEntryPointType(conferences.EntryPointType[kind]).setUri(ADDRESS[kind]);
const data = (...kinds: Kind[]) =>
  kinds.reduce<Builder>(
    (builder, kind) => builder.addEntryPoint(point(kind)),
    conferences.newConferenceDataBuilder().setConferenceId('room'),
  );
const parameter = (key = 'k', value = 'v') => conferences.newConferenceParameter().setKey(key).setValue(value);

function json(builder: Builder): Json {
  const made = printed(builder.build());
  expect(conferenceDataErrors(made)).toEqual([]);
  return made;
}

describe('conference data', () => {
  it('say how to join', () => {
    const phone = point('PHONE')
      .addFeature(conferences.EntryPointFeature.TOLL)
      .setRegionCode('PL')
      .setPin('1')
      .setAccessCode('2')
      .setMeetingCode('3')
      .setPasscode('4')
      .setPassword('5');
    const builder = data('VIDEO', 'SIP', 'MORE')
      .addEntryPoint(phone)
      .addEntryPoint(point('PHONE'))
      .setConferenceSolutionId('jitsi')
      .setNotes('<b>Hi</b>')
      .addConferenceParameter(parameter('booking', '7'));
    expect(json(builder)).toEqual({
      conferenceId: 'room',
      conferenceSolutionId: 'jitsi',
      note: '<b>Hi</b>',
      parameters: [{ key: 'booking', value: '7' }],
      entryPoints: [
        { type: 'VIDEO', uri: ADDRESS.VIDEO },
        { type: 'SIP', uri: ADDRESS.SIP },
        { type: 'MORE', uri: ADDRESS.MORE },
        {
          type: 'PHONE',
          uri: ADDRESS.PHONE,
          features: ['TOLL'],
          regionCode: 'PL',
          pin: '1',
          accessCode: '2',
          meetingCode: '3',
          passcode: '4',
          password: '5',
        },
        { type: 'PHONE', uri: ADDRESS.PHONE },
      ],
    });
  });

  it.each(['CONFERENCE_SOLUTION_FORBIDDEN', 'PERMANENT', 'PERMISSION_DENIED', 'TEMPORARY', 'UNKNOWN'] as const)(
    'say that there is none: %s',
    (type) => {
      const error = conferences.newConferenceError().setConferenceErrorType(conferences.ConferenceErrorType[type]);
      expect(json(conferences.newConferenceDataBuilder().setError(error))).toEqual({ error: { type } });
    },
  );

  it('say where to log in first', () => {
    const error = conferences
      .newConferenceError()
      .setConferenceErrorType(conferences.ConferenceErrorType.AUTHENTICATION);
    const builder = conferences.newConferenceDataBuilder();
    expect(() => builder.setError(error)).toThrow('needs setAuthenticationUrl');
    error.setAuthenticationUrl('https://auth.example/');
    expect(json(builder.setError(error))).toEqual({
      error: { type: 'AUTHENTICATION', authenticationUrl: 'https://auth.example/' },
    });
  });
});

describe('conference data that could not be joined are refused', () => {
  it.each<[string, Builder]>([
    ['it has no entry point', data()],
    ['setConferenceId is required', conferences.newConferenceDataBuilder().addEntryPoint(point())],
    ['an entry point of type MORE cannot be the only one', data('MORE')],
    ['it has more than one entry point of type VIDEO', data('VIDEO', 'VIDEO')],
    ['it has more than one entry point of type SIP', data('SIP', 'VIDEO', 'SIP')],
    ['it has more than one entry point of type MORE', data('VIDEO', 'MORE', 'MORE')],
  ])('%s', (why, builder) => {
    expect(() => builder.build()).toThrow(`Invalid ConferenceData: ${why}.`);
  });
});

describe('an entry point', () => {
  it.each<[Kind, string]>([
    ['VIDEO', 'tel:+48123456789'],
    ['VIDEO', 'https://'],
    ['MORE', 'sip:a@b.example'],
    ['PHONE', '+48123456789'],
    ['SIP', 'https://a.example/'],
  ])('of type %s has no address like %s, whichever is said first', (kind, uri) => {
    expect(() => point(kind).setUri(uri)).toThrow('Invalid argument: uri');
    const late = () => conferences.newEntryPoint().setUri(uri).setEntryPointType(conferences.EntryPointType[kind]);
    expect(late).toThrow('Invalid argument: uri');
  });

  it('needs a type and an address to be added', () => {
    const builder = conferences.newConferenceDataBuilder();
    expect(() => builder.addEntryPoint(conferences.newEntryPoint().setUri(ADDRESS.VIDEO))).toThrow(
      'Invalid EntryPoint: setEntryPointType is required.',
    );
    const bare = conferences.newEntryPoint().setEntryPointType(conferences.EntryPointType.VIDEO);
    expect(() => builder.addEntryPoint(bare)).toThrow('Invalid EntryPoint: setUri is required.');
  });

  it('has region and toll for phones only, and one of toll and toll-free', () => {
    const { TOLL, TOLL_FREE } = conferences.EntryPointFeature;
    expect(() => point('VIDEO').setRegionCode('PL')).toThrow('Invalid argument: regionCode');
    expect(() => point('SIP').addFeature(TOLL)).toThrow('Invalid argument: feature');
    expect(() => point('PHONE').addFeature(TOLL).addFeature(TOLL_FREE)).toThrow('toll and toll-free');
  });

  it('stays as it was when a setter refuses', () => {
    const kept = point();
    expect(() => kept.setUri('nowhere')).toThrow('Invalid argument: uri');
    expect(json(conferences.newConferenceDataBuilder().setConferenceId('a').addEntryPoint(kept)).entryPoints).toEqual([
      { type: 'VIDEO', uri: ADDRESS.VIDEO },
    ]);
  });
});

describe('limits', () => {
  it.each<[string, number, (text: string) => unknown]>([
    ['conferenceId', 512, (text) => data().setConferenceId(text)],
    ['conferenceSolutionId', 512, (text) => data().setConferenceSolutionId(text)],
    ['note', 2_048, (text) => data().setNotes(text)],
    ['key', 50, (text) => parameter(text)],
    ['value', 1_024, (text) => parameter('k', text)],
    ['accessCode', 128, (text) => point().setAccessCode(text)],
    ['meetingCode', 128, (text) => point().setMeetingCode(text)],
    ['passcode', 128, (text) => point().setPasscode(text)],
    ['password', 128, (text) => point().setPassword(text)],
    ['pin', 128, (text) => point().setPin(text)],
    ['uri', 1_300, (text) => point().setUri(`https://a.example/${text}`.slice(0, text.length))],
    [
      'authenticationUrl',
      1_800,
      (text) =>
        conferences.newConferenceError().setAuthenticationUrl(`https://a.example/${text}`.slice(0, text.length)),
    ],
  ])('%s has at most %i characters', (what, most, set) => {
    expect(() => set('x'.repeat(most))).not.toThrow();
    expect(() => set('x'.repeat(most + 1))).toThrow(`Argument too large: ${what}`);
  });

  it('are 300 entry points and 300 parameters', () => {
    const points = data('VIDEO');
    const parameters = data('VIDEO');
    for (let i = 0; i < 299; i++) points.addEntryPoint(point('PHONE'));
    for (let i = 0; i < 300; i++) parameters.addConferenceParameter(parameter(`k${i}`));
    expect(() => points.addEntryPoint(point('PHONE'))).toThrow('too many entryPoints');
    expect(() => parameters.addConferenceParameter(parameter())).toThrow('too many parameters');
    expect(json(points).entryPoints).toHaveLength(300);
    expect(json(parameters).parameters).toHaveLength(300);
  });

  it('take a number, or a list of one, for its text', () => {
    const phone = point('PHONE');
    call(phone, 'setPin', 1234);
    call(phone, 'setAccessCode', ['56']);
    expect(json(data().addEntryPoint(phone)).entryPoints).toMatchObject([{ pin: '1234', accessCode: '56' }]);
    expect(() => call(phone, 'setPin', ['1', '2'])).toThrow("don't match the method signature");
  });

  it('hold for types too', () => {
    expect(() => call(data(), 'setConferenceId', true)).toThrow(
      "The parameters (Boolean) don't match the method signature for ConferenceDataService.ConferenceDataBuilder.setConferenceId.",
    );
    expect(() => call(data(), 'addEntryPoint', parameter())).toThrow('(ConferenceDataService.ConferenceParameter)');
    expect(() => call(conferences.newConferenceError(), 'setAuthenticationUrl', 'ftp://a.example/')).toThrow(
      'Invalid argument: authenticationUrl',
    );
  });
});
