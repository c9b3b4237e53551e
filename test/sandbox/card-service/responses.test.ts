import {
  actionResponseErrors,
  authorizationErrors,
  suggestionsErrors,
} from '../../../sandbox/validate/action-response';
import { calledFunctions } from '../../../sandbox/validate/calendar-rules';
import { button, cards, conferences, printed, thrownBy, type Json } from '../../support/guest-services';

const cardNamed = (name: string) => cards.newCardBuilder().setName(name).build();
const link = () => cards.newOpenLink().setUrl('https://a.example/');

function answer(response: { printJson(): string }): Json {
  const json = printed(response);
  expect(actionResponseErrors(json)).toEqual([]);
  return json;
}

describe('an action response', () => {
  it('goes from card to card', () => {
    const navigation = cards
      .newNavigation()
      .popToNamedCard('list')
      .popCard()
      .popToRoot()
      .updateCard(cardNamed('root'))
      .pushCard(cardNamed('next'));
    const steps = [
      { popToCard: 'list' },
      { pop: true },
      { popToRoot: true },
      { updateCard: { name: 'root', sections: [] } },
      { pushCard: { name: 'next', sections: [] } },
    ];
    expect(printed(navigation)).toEqual({ navigations: steps });
    expect(answer(cards.newActionResponseBuilder().setNavigation(navigation).build())).toEqual({
      renderActions: { action: { navigations: steps } },
    });
  });

  it('tells, opens, and says that something changed', () => {
    const response = cards
      .newActionResponseBuilder()
      .setNotification(cards.newNotification().setText('Saved'))
      .setOpenLink(link())
      .setStateChanged(true)
      .build();
    expect(answer(response)).toEqual({
      renderActions: { action: { notification: { text: 'Saved' }, link: { url: 'https://a.example/' } } },
      stateChanged: true,
    });
  });

  it('does not change once it is built', () => {
    const builder = cards.newActionResponseBuilder().setStateChanged(true);
    const built = builder.build();
    builder.setStateChanged(false);
    expect(answer(built).stateChanged).toBe(true);
  });
});

describe('a universal action', () => {
  it('shows cards or opens an address', () => {
    const shown = cards
      .newUniversalActionResponseBuilder()
      .displayAddOnCards([cardNamed('a'), cardNamed('b')])
      .build();
    expect(answer(shown)).toEqual({
      renderActions: {
        action: { navigations: [{ pushCard: { name: 'a', sections: [] } }, { pushCard: { name: 'b', sections: [] } }] },
      },
    });
    expect(answer(cards.newUniversalActionResponseBuilder().setOpenLink(link()).build())).toEqual({
      renderActions: { action: { link: { url: 'https://a.example/' } } },
    });
  });
});

describe('an action beside an open event', () => {
  const conference = () =>
    conferences
      .newConferenceDataBuilder()
      .setConferenceId('room')
      .addEntryPoint(
        conferences
          .newEntryPoint()
          .setEntryPointType(conferences.EntryPointType.VIDEO)
          .setUri('https://meet.example/room'),
      );

  it('adds guests, attachments and a conference', () => {
    const attachment = cards
      .newAttachment()
      .setResourceUrl('https://a.example/form.pdf')
      .setTitle('Form')
      .setMimeType('application/pdf')
      .setIconUrl('https://a.example/i.png');
    const response = cards
      .newCalendarEventActionResponseBuilder()
      .addAttendees(['a@x.example'])
      .addAttendees(['b@x.example'])
      .addAttachments([attachment])
      .setConferenceData(conference().setConferenceSolutionId('jitsi').build())
      .build();
    expect(answer(response)).toEqual({
      renderActions: {
        hostAppAction: {
          calendarAction: {
            editAttendeesActionMarkup: { addAttendeeEmails: ['a@x.example', 'b@x.example'] },
            editConferenceDataActionMarkup: {
              conferenceData: {
                conferenceId: 'room',
                conferenceSolutionId: 'jitsi',
                entryPoints: [{ type: 'VIDEO', uri: 'https://meet.example/room' }],
              },
            },
            addAttachmentsActionMarkup: {
              addonAttachments: [
                {
                  resourceUrl: 'https://a.example/form.pdf',
                  title: 'Form',
                  mimeType: 'application/pdf',
                  iconUrl: 'https://a.example/i.png',
                },
              ],
            },
          },
        },
      },
    });
  });

  it('has to say whose conference it is', () => {
    const builder = cards.newCalendarEventActionResponseBuilder().setConferenceData(conference().build());
    expect(() => builder.build()).toThrow('conference solution ID');
  });
});

describe('other answers', () => {
  it('propose texts', () => {
    const suggestions = cards.newSuggestions().addSuggestions(['Java', 'C++']);
    const json = printed(cards.newSuggestionsResponseBuilder().setSuggestions(suggestions).build());
    expect(json).toEqual({ autoComplete: { items: [{ text: 'Java' }, { text: 'C++' }] } });
    expect(suggestionsErrors(json)).toEqual([]);
  });

  it('ask for authorization by an error that says where', () => {
    const ask = cards.newAuthorizationException().setAuthorizationUrl('https://auth.example/');
    expect(() => ask.throwException()).toThrow('Invalid AuthorizationException: setResourceDisplayName is required.');
    ask.setResourceDisplayName('Rooms').setCustomUiCallback('ask');
    expect(authorizationErrors(printed(ask))).toEqual([]);
    expect(thrownBy(() => ask.throwException())).toMatchObject({
      name: 'AuthorizationException',
      authorizationUrl: 'https://auth.example/',
      resourceDisplayName: 'Rooms',
      customUiCallback: 'ask',
    });
  });

  it('name the functions that a project has to have', () => {
    const input = cards
      .newTextInput()
      .setFieldName('a')
      .setSuggestionsAction(cards.newAction().setFunctionName('propose'))
      .setOnChangeAction(cards.newAction().setFunctionName('changed'));
    const opener = button().setOnClickOpenLinkAction(cards.newAction().setFunctionName('where'));
    const section = cards.newCardSection().addWidget(input).addWidget(button()).addWidget(button()).addWidget(opener);
    const navigation = cards.newNavigation().pushCard(cards.newCardBuilder().addSection(section).build());
    const response = cards.newActionResponseBuilder().setNavigation(navigation).build();
    expect(calledFunctions(printed(response)).sort()).toEqual(['changed', 'go', 'propose', 'where']);
  });
});
