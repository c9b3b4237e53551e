/**
 * A meeting of whoever edits the event. Who has not logged in with Zoom yet is asked to, and comes back to `loggedIn`.
 */
function createRoom() {
  const login = loginOf_();
  const meeting = login && callZoom_(login.access_token, 'users/me/meetings', { topic: 'Call', type: 3 });
  if (!meeting || meeting.code === 124) return needsLogin_();
  const video = ConferenceDataService.newEntryPoint()
    .setEntryPointType(ConferenceDataService.EntryPointType.VIDEO)
    .setUri(meeting.join_url)
    .setPasscode(meeting.password);
  return ConferenceDataService.newConferenceDataBuilder()
    .setConferenceId(String(meeting.id))
    .addEntryPoint(video)
    .build();
}

function needsLogin_() {
  const error = ConferenceDataService.newConferenceError()
    .setConferenceErrorType(ConferenceDataService.ConferenceErrorType.AUTHENTICATION)
    .setAuthenticationUrl(loginAddress_());
  return ConferenceDataService.newConferenceDataBuilder().setError(error).build();
}

/** The verifier stays with the person; its hash goes to Zoom [RFC 7636]. */
function loginAddress_() {
  const verifier = Utilities.getUuid() + Utilities.getUuid();
  PropertiesService.getUserProperties().setProperty('verifier', verifier);
  const hash = Utilities.computeDigest(Utilities.DigestAlgorithm.SHA_256, verifier);
  return withQuery_(`${setting_('LOGIN')}/authorize`, {
    response_type: 'code',
    client_id: setting_('CLIENT_ID'),
    redirect_uri: wayBack_(),
    state: ScriptApp.newStateToken()
      .withMethod('loggedIn')
      .withArgument('provider', 'zoom')
      .withTimeout(600)
      .createToken(),
    code_challenge: Utilities.base64EncodeWebSafe(hash).replace(/=+$/, ''),
    code_challenge_method: 'S256',
  });
}

/** Run by Google when the person comes back, as that person. */
function loggedIn(e) {
  const { code, error, provider } = e.parameter;
  if (error) return page_(`Not logged in: ${error}`);
  const mine = PropertiesService.getUserProperties();
  const response = UrlFetchApp.fetch('https://zoom.us/oauth/token', {
    method: 'post',
    headers: { Authorization: `Basic ${Utilities.base64Encode(`${setting_('CLIENT_ID')}:${setting_('SECRET')}`)}` },
    payload: {
      grant_type: 'authorization_code',
      code,
      redirect_uri: wayBack_(),
      code_verifier: mine.getProperty('verifier'),
    },
    muteHttpExceptions: true,
  });
  mine.deleteProperty('verifier');
  if (response.getResponseCode() !== 200) return page_('Not logged in: try again.');
  mine.setProperty('login', response.getContentText());
  return page_(`Logged in with ${provider}. You can close this tab.`);
}

function page_(text) {
  const output = HtmlService.createHtmlOutput(`<h1>${text.replace(/[&<>]/g, '?')}</h1>`);
  return output.setTitle('Zoom rooms');
}

function settingsUrl() {
  return ScriptApp.getService().getUrl();
}

/** The settings: who is logged in. */
function doGet() {
  const login = loginOf_();
  return page_(login ? `You are ${callZoom_(login.access_token, 'users/me').email}.` : 'You are not logged in.');
}

function callZoom_(token, path, body) {
  const response = UrlFetchApp.fetch(`https://api.zoom.us/v2/${path}`, {
    headers: { Authorization: `Bearer ${token}` },
    muteHttpExceptions: true,
    ...(body && { method: 'post', contentType: 'application/json', payload: JSON.stringify(body) }),
  });
  return JSON.parse(response.getContentText());
}

function loginOf_() {
  return JSON.parse(PropertiesService.getUserProperties().getProperty('login') || 'null');
}

function wayBack_() {
  return ScriptApp.getService()
    .getUrl()
    .replace(/(exec|dev)$/, 'usercallback');
}

function setting_(name) {
  return PropertiesService.getScriptProperties().getProperty(name);
}

function withQuery_(address, query) {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${address}?${pairs.join('&')}`;
}
