// Run in the sandbox by tables.mjs: an object of each class of Apps Script, as a script gets them.

/** Which members of each class its object has. @param classes member names by `namespace/class` */
function emulatedMembers(classes) {
  const objects = everyObject();
  return Object.fromEntries(
    Object.entries(classes).map(([name, members]) => {
      const object = objects[name] || objects[name.replace(/^.*\//, '')];
      return [name, object ? members.filter((member) => member in object) : []];
    }),
  );
}

function everyObject() {
  const calendar = CalendarApp.getDefaultCalendar();
  const at = new Date();
  const event = calendar.createEvent('One', at, new Date(at.getTime() + 3600000), { guests: 'anna@studio.example' });
  const recurrence = CalendarApp.newRecurrence();
  const series = calendar.createEventSeries(
    'Series',
    at,
    new Date(at.getTime() + 3600000),
    recurrence.addDailyRule().times(2),
  );
  const output = HtmlService.createHtmlOutput('<p>');
  output.addMetaTag('viewport', 'width=device-width');
  const trigger = ScriptApp.newTrigger('everyObject').timeBased().everyHours(2).create();
  const conferenceError = ConferenceDataService.newConferenceError().setConferenceErrorType(
    ConferenceDataService.ConferenceErrorType.UNKNOWN,
  );
  const xml = XmlService.parse('<a b="c"/>');
  const objects = {
    ...services(),
    Blob: Utilities.newBlob('x'),
    BlobSource: Utilities.newBlob('x'),
    Cache: CacheService.getScriptCache(),
    Calendar: calendar,
    CalendarEvent: event,
    CalendarEventSeries: series,
    EventGuest: event.getGuestList(true)[0],
    EventRecurrence: recurrence,
    RecurrenceRule: CalendarApp.newRecurrence().addDailyRule(),
    ConferenceData: ConferenceDataService.newConferenceDataBuilder().setError(conferenceError).build(),
    TextOutput: ContentService.createTextOutput(''),
    HtmlOutput: output,
    HtmlOutputMetaTag: output.getMetaTags()[0],
    HtmlTemplate: HtmlService.createTemplate('<p>'),
    HTTPResponse: UrlFetchApp.fetch('https://answers.example/'),
    Lock: LockService.getScriptLock(),
    Properties: PropertiesService.getScriptProperties(),
    User: Session.getActiveUser(),
    AuthorizationInfo: ScriptApp.getAuthorizationInfo(ScriptApp.AuthMode.FULL),
    CalendarTriggerBuilder: ScriptApp.newTrigger('everyObject').forUserCalendar('x@studio.example'),
    ClockTriggerBuilder: ScriptApp.newTrigger('everyObject').timeBased(),
    TriggerBuilder: ScriptApp.newTrigger('everyObject'),
    Trigger: trigger,
    Service: ScriptApp.getService(),
    StateTokenBuilder: ScriptApp.newStateToken(),
    Console: console,
    'xml-service/ContentType': {},
    'xml-service/Document': xml,
    'xml-service/Element': xml.getRootElement(),
    'xml-service/Attribute': xml.getRootElement().getAttributes()[0],
    // Names that two services have.
    'calendar/EventType': CalendarApp.EventType,
    'script/EventType': ScriptApp.EventType,
  };
  // What all buttons have, by the name of their common class.
  return {
    Button: CardService.newTextButton(),
    ...fromFactories(CardService),
    ...fromFactories(ConferenceDataService),
    ...objects,
  };
}

/** The services and their enumerations. */
function services() {
  const all = {
    CacheService,
    CalendarApp,
    CardService,
    ConferenceDataService,
    ContentService,
    GmailApp,
    HtmlService,
    LockService,
    Logger,
    MailApp,
    PropertiesService,
    ScriptApp,
    Session,
    UrlFetchApp,
    Utilities,
    XmlService,
  };
  const found = { ...all };
  for (const service of Object.values(all)) {
    for (const [name, member] of Object.entries(service)) {
      if (typeof member === 'object' && member !== null) found[name] = member;
    }
  }
  return found;
}

/** What the new… methods of a service make, and what builders build from nothing. */
function fromFactories(service) {
  const found = {};
  for (const [name, member] of Object.entries(service)) {
    if (typeof member !== 'function' || !name.startsWith('new')) continue;
    const made = member();
    found[String(made)] = made;
    if (service === CardService && 'build' in made) {
      const built = made.build();
      found[String(built)] = built;
    }
  }
  return found;
}
