/** Every widget that Calendar's side panel shows, and what comes back of them. */
function home() {
  const action = (name) => CardService.newAction().setFunctionName(name);
  const required = action('show').addRequiredWidget('title').addRequiredWidget('day');
  const image = 'data:image/gif;base64,R0lGODlhAQABAIAAAP8AAP///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==';
  const texts = CardService.newCardSection()
    .setHeader('Texts')
    .addWidget(
      CardService.newTextParagraph().setText(
        '<b>Bold</b>, <i>slanted</i> and a <a href="https://gallery.example/">link</a>',
      ),
    )
    .addWidget(
      CardService.newDecoratedText()
        .setTopLabel('Label above')
        .setText('Decorated')
        .setBottomLabel('Label below')
        .setStartIcon(CardService.newIconImage().setIcon(CardService.Icon.STAR).setAltText('Star'))
        .setButton(CardService.newTextButton().setText('Tap').setOnClickAction(action('push'))),
    )
    .addWidget(
      CardService.newDecoratedText()
        .setStartIcon(CardService.newIconImage().setIcon(CardService.Icon.CLOCK))
        .setText('Remind me')
        .setSwitchControl(
          CardService.newSwitch()
            .setFieldName('remind')
            .setValue('yes')
            .setSelected(true)
            .setOnChangeAction(action('switched')),
        ),
    )
    .addWidget(CardService.newDivider())
    .addWidget(CardService.newImage().setImageUrl(image).setAltText('A red field'));
  const inputs = CardService.newCardSection()
    .setHeader('Inputs')
    .addWidget(CardService.newTextInput().setFieldName('title').setTitle('Title').setHint('What it is about'))
    .addWidget(
      CardService.newTextInput()
        .setFieldName('town')
        .setTitle('Town')
        .setSuggestions(CardService.newSuggestions().addSuggestion('Gdynia').addSuggestion('Poznań')),
    )
    .addWidget(CardService.newTextInput().setFieldName('notes').setTitle('Notes').setMultiline(true))
    .addWidget(CardService.newDatePicker().setFieldName('day').setTitle('Day'))
    .addWidget(CardService.newTimePicker().setFieldName('time').setTitle('Time').setHours(9).setMinutes(30))
    .addWidget(CardService.newDateTimePicker().setFieldName('moment').setTitle('Moment'))
    .addWidget(choice('colours', CardService.SelectionInputType.CHECK_BOX, ['Red', 'Green']))
    .addWidget(choice('size', CardService.SelectionInputType.RADIO_BUTTON, ['Small', 'Large']))
    .addWidget(choice('room', CardService.SelectionInputType.DROPDOWN, ['Blue room', 'Garden']))
    .addWidget(choice('extras', CardService.SelectionInputType.SWITCH, ['Coffee', 'Piano']))
    .addWidget(
      choice('people', CardService.SelectionInputType.MULTI_SELECT, [
        'Anna',
        'Jan',
        'Mei',
      ]).setMultiSelectMaxSelectedItems(2),
    );
  const more = CardService.newCardSection()
    .setHeader('More')
    .setCollapsible(true)
    .setNumUncollapsibleWidgets(1)
    .addWidget(
      CardService.newGrid()
        .setTitle('Grid')
        .setNumColumns(2)
        .setOnClickAction(action('picked'))
        .addItem(
          CardService.newGridItem()
            .setIdentifier('one')
            .setTitle('First')
            .setImage(CardService.newImageComponent().setImageUrl(image)),
        )
        .addItem(CardService.newGridItem().setIdentifier('two').setTitle('Second')),
    )
    .addWidget(
      CardService.newButtonSet()
        .addButton(CardService.newTextButton().setText('Notify').setOnClickAction(action('notify')))
        .addButton(
          CardService.newImageButton()
            .setIcon(CardService.Icon.EMAIL)
            .setAltText('Write')
            .setOpenLink(CardService.newOpenLink().setUrl('https://gallery.example/')),
        )
        .addButton(CardService.newTextButton().setText('Off').setDisabled(true).setOnClickAction(action('notify'))),
    );
  return CardService.newCardBuilder()
    .setName('home')
    .setHeader(CardService.newCardHeader().setTitle('Every widget').setSubtitle('Of a card'))
    .addSection(texts)
    .addSection(inputs)
    .addSection(more)
    .addCardAction(CardService.newCardAction().setText('Fail').setOnClickAction(action('fail')))
    .addCardAction(CardService.newCardAction().setText('Ask for access').setOnClickAction(action('askForAccess')))
    .setFixedFooter(
      CardService.newFixedFooter()
        .setPrimaryButton(CardService.newTextButton().setText('Show what I entered').setOnClickAction(required))
        .setSecondaryButton(CardService.newTextButton().setText('Next card').setOnClickAction(action('push'))),
    )
    .build();
}

function choice(name, type, items) {
  const input = CardService.newSelectionInput().setFieldName(name).setTitle(name).setType(type);
  items.forEach((item, index) => input.addItem(item, item, index === 0));
  return input;
}

function textCard(name, text) {
  return CardService.newCardBuilder()
    .setName(name)
    .setHeader(CardService.newCardHeader().setTitle(name))
    .addSection(
      CardService.newCardSection()
        .addWidget(CardService.newTextParagraph().setText(text))
        .addWidget(
          CardService.newTextButton()
            .setText('To the first')
            .setOnClickAction(CardService.newAction().setFunctionName('toRoot')),
        ),
    )
    .build();
}

const navigate = (navigation) => CardService.newActionResponseBuilder().setNavigation(navigation).build();

function show(e) {
  return navigate(
    CardService.newNavigation().pushCard(textCard('Entered', JSON.stringify(e.commonEventObject.formInputs))),
  );
}

function push() {
  return navigate(CardService.newNavigation().pushCard(textCard('Next', 'One card further')));
}

function toRoot() {
  return navigate(CardService.newNavigation().popToRoot());
}

function picked(e) {
  return notification('Picked ' + e.commonEventObject.parameters.grid_item_identifier);
}

function switched(e) {
  return notification(e.commonEventObject.formInputs.remind ? 'On' : 'Off now');
}

function notify() {
  return notification('Something to know');
}

function notification(text) {
  return CardService.newActionResponseBuilder().setNotification(CardService.newNotification().setText(text)).build();
}

function about() {
  return CardService.newUniversalActionResponseBuilder()
    .displayAddOnCards([textCard('About', 'A card of every widget')])
    .build();
}

function fail() {
  throw new Error('This was bound to fail');
}

function askForAccess() {
  CardService.newAuthorizationException()
    .setAuthorizationUrl('https://gallery.example/authorize')
    .setResourceDisplayName('Gallery account')
    .throwException();
}

function openEvent(e) {
  const invite = CardService.newAction().setFunctionName('invite');
  return CardService.newCardBuilder()
    .setHeader(CardService.newCardHeader().setTitle('This event'))
    .addSection(
      CardService.newCardSection()
        .addWidget(CardService.newTextParagraph().setText('Guests: ' + (e.calendar.attendees || []).length))
        .addWidget(CardService.newTextButton().setText('Invite Anna').setOnClickAction(invite)),
    )
    .build();
}

function updateEvent(e) {
  return navigate(CardService.newNavigation().updateCard(openEvent(e)));
}

function invite() {
  return CardService.newCalendarEventActionResponseBuilder().addAttendees(['anna@gallery.example']).build();
}

/** Asks for a log-in until the web app's page has been seen: the page sets the property. */
function createRoom(e) {
  if (PropertiesService.getUserProperties().getProperty('loggedIn') === null) {
    return conferenceError(ConferenceDataService.ConferenceErrorType.AUTHENTICATION);
  }
  const video = ConferenceDataService.newEntryPoint()
    .setEntryPointType(ConferenceDataService.EntryPointType.VIDEO)
    .setUri('https://rooms.example/' + e.eventData.eventId)
    .setPasscode('4711');
  const phone = ConferenceDataService.newEntryPoint()
    .setEntryPointType(ConferenceDataService.EntryPointType.PHONE)
    .setUri('tel:+48221234567')
    .setPin('12345');
  return ConferenceDataService.newConferenceDataBuilder()
    .setConferenceId('room-' + e.eventData.eventId)
    .setConferenceSolutionId('rooms')
    .addEntryPoint(video)
    .addEntryPoint(phone)
    .setNotes('Ring the bell')
    .build();
}

function createNothing() {
  return conferenceError(ConferenceDataService.ConferenceErrorType.PERMANENT);
}

function conferenceError(type) {
  const error = ConferenceDataService.newConferenceError().setConferenceErrorType(type);
  if (type === ConferenceDataService.ConferenceErrorType.AUTHENTICATION) {
    error.setAuthenticationUrl('https://gallery.example/log-in');
  }
  return ConferenceDataService.newConferenceDataBuilder().setError(error).build();
}
