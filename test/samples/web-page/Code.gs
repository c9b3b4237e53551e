function doGet(e) {
  if (e.parameter.format === 'json') {
    return ContentService.createTextOutput(JSON.stringify(guests_())).setMimeType(ContentService.MimeType.JSON);
  }
  const template = HtmlService.createTemplateFromFile('Index');
  template.guests = guests_();
  template.greeting = e.parameter.greeting || 'Welcome';
  return template.evaluate().setTitle('Guest book').addMetaTag('viewport', 'width=device-width, initial-scale=1');
}

function doPost(e) {
  const { count } = sign(e.parameter.name);
  return ContentService.createTextOutput(`guest ${count}`);
}

/** Called by the page. */
function sign(name) {
  if (!name) throw new Error('Who are you?');
  const lock = LockService.getScriptLock();
  lock.waitLock(10000);
  try {
    const guests = [...guests_(), String(name)];
    PropertiesService.getScriptProperties().setProperty('guests', JSON.stringify(guests));
    return { count: guests.length, last: guests[guests.length - 1] };
  } finally {
    lock.releaseLock();
  }
}

function include(file) {
  return HtmlService.createHtmlOutputFromFile(file).getContent();
}

/** Not for the page. */
function guests_() {
  return JSON.parse(PropertiesService.getScriptProperties().getProperty('guests') || '[]');
}

/** A link that signs for somebody, once it is followed. */
function invitation(name) {
  const token = ScriptApp.newStateToken()
    .withMethod('accept')
    .withArgument('name', name)
    .withTimeout(120)
    .createToken();
  return '/macros/d/sandbox/usercallback?state=' + token;
}

function accept(e) {
  return ContentService.createTextOutput('signed: ' + sign(e.parameter.name).last);
}
