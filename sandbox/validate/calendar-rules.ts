// What the schema of cards does not say, and Calendar demands or does not show.

type Json = Readonly<Record<string, unknown>>;

const MOST_WIDGETS = 100;
const MOST_SECTIONS = 100;
const MOST_ITEMS = 100;

/**
 * Widgets that Calendar's side panel shows
 * (https://developers.google.com/workspace/add-ons/reference/rpc/google.apps.card.v1, by product).
 */
const SHOWN: ReadonlySet<string> = new Set([
  'buttonList',
  'dateTimePicker',
  'decoratedText',
  'divider',
  'grid',
  'image',
  'selectionInput',
  'textInput',
  'textParagraph',
]);

/** What a message needs, by the field that holds it: "Required" in the comments of google.apps.card.v1. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  action: ['function'],
  buttons: ['onClick'],
  decoratedText: ['text'],
  header: ['title'],
  openLink: ['url'],
  primaryButton: ['onClick'],
  secondaryButton: ['onClick'],
  selectionInput: ['name'],
  switchControl: ['name'],
  textInput: ['name'],
};

/** What Calendar would refuse or not show of a card whose shape is right, each with its place. */
export function calendarErrors(card: unknown): string[] {
  const { sections } = isJson(card) ? card : {};
  const widgets = objects(sections).flatMap((section) => objects(section.widgets));
  const errors = needErrors(card, '');
  if (objects(sections).length > MOST_SECTIONS) errors.push(`sections: more than ${MOST_SECTIONS}`);
  if (widgets.length > MOST_WIDGETS) errors.push(`widgets: more than ${MOST_WIDGETS}`);
  for (const kind of widgets.flatMap((widget) => Object.keys(widget))) {
    if (!SHOWN.has(kind)) errors.push(`widgets: Calendar does not show ${kind}`);
  }
  for (const { selectionInput } of widgets) {
    const { items, name } = isJson(selectionInput) ? selectionInput : {};
    if (objects(items).length > MOST_ITEMS)
      errors.push(`selectionInput ${String(name)}: more than ${MOST_ITEMS} items`);
  }
  return errors;
}

/** The functions that a card or an answer names: a project has to have each of them. */
export function calledFunctions(json: unknown): string[] {
  const called = new Set<string>();
  visit(json, '', (value, _at, name) => {
    const isAction = /^(action|openDynamicLinkAction|onChangeAction|autoCompleteAction)$/.test(name);
    if (isAction && typeof value.function === 'string') called.add(value.function);
  });
  return [...called];
}

function needErrors(json: unknown, path: string): string[] {
  const errors: string[] = [];
  visit(json, path, (value, at, name) => {
    for (const field of NEEDS[name] ?? []) if (value[field] === undefined) errors.push(`${at}: ${field} is missing`);
  });
  return errors;
}

/** Calls with each object, its place, and the field that holds it. */
function visit(value: unknown, at: string, see: (value: Json, at: string, field: string) => void, field = ''): void {
  if (Array.isArray(value)) value.forEach((item: unknown, i) => visit(item, `${at}[${i}]`, see, field));
  if (!isJson(value)) return;
  see(value, at, field);
  for (const [name, inner] of Object.entries(value)) visit(inner, at === '' ? name : `${at}.${name}`, see, name);
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}
