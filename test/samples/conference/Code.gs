const ROOMS = 'https://rooms.example/api/';

/**
 * Opens a room for an event. The event may not exist yet: its title is a placeholder then.
 */
function createRoom(arg) {
  const { calendarId, eventId } = arg.eventData;
  follow(calendarId);
  const response = UrlFetchApp.fetch(`${ROOMS}rooms`, {
    method: 'post',
    contentType: 'application/json',
    payload: JSON.stringify({ title: titleOf(calendarId, eventId), key: eventId }),
    headers: { Authorization: `Bearer ${ScriptApp.getOAuthToken()}` },
    muteHttpExceptions: true,
  });
  const code = response.getResponseCode();
  if (code === 401) return refusal(signIn());
  if (code >= 400) return refusal(error('TEMPORARY'));
  return conference(JSON.parse(response.getContentText()));
}

function conference({ id, url, phone, pin }) {
  const video = entryPoint('VIDEO', url).setPasscode(pin);
  const builder = ConferenceDataService.newConferenceDataBuilder()
    .setConferenceId(id)
    .addEntryPoint(video)
    .addConferenceParameter(ConferenceDataService.newConferenceParameter().setKey('room').setValue(id))
    .setNotes('Doors open <b>five minutes</b> before.');
  if (phone) builder.addEntryPoint(entryPoint('PHONE', `tel:${phone}`).setPin(pin));
  return builder.build();
}

function entryPoint(type, uri) {
  return ConferenceDataService.newEntryPoint()
    .setEntryPointType(ConferenceDataService.EntryPointType[type])
    .setUri(uri);
}

function titleOf(calendarId, eventId) {
  try {
    return Calendar.Events.get(calendarId, eventId).summary;
  } catch (error) {
    if (error.details.code !== 404) throw error;
    return 'A new event';
  }
}

function refusal(reason) {
  return ConferenceDataService.newConferenceDataBuilder().setError(reason).build();
}

function error(type) {
  return ConferenceDataService.newConferenceError().setConferenceErrorType(
    ConferenceDataService.ConferenceErrorType[type],
  );
}

function signIn() {
  const token = ScriptApp.newStateToken().withMethod('signedIn').withTimeout(600).createToken();
  return error('AUTHENTICATION').setAuthenticationUrl(`https://rooms.example/sign-in?state=${token}`);
}

function settingsUrl() {
  return 'https://rooms.example/settings';
}

/** One trigger for each calendar with a room in it. */
function follow(calendarId) {
  const isFollowed = ScriptApp.getProjectTriggers().some((trigger) => trigger.getTriggerSourceId() === calendarId);
  if (!isFollowed) ScriptApp.newTrigger('onChange').forUserCalendar(calendarId).onEventUpdated().create();
}

/** Tells the rooms what their events are called now. */
function onChange(e) {
  const { items } = Calendar.Events.list(e.calendarId, { showDeleted: true });
  const rooms = items.filter(({ conferenceData }) => conferenceData && conferenceData.parameters);
  return rooms.map((event) => {
    const { room } = event.conferenceData.parameters.addOnParameters.parameters;
    const title = event.status === 'cancelled' ? null : event.summary;
    UrlFetchApp.fetch(`${ROOMS}rooms/${room}`, { method: 'put', payload: JSON.stringify({ title }) });
    return `${room}: ${title}`;
  });
}
