import { el } from './dom';
import { check, fieldsOf, TICKED, typedIn, type Details, type FormField } from './form';
import { icon } from './parts/icons';
import { wordsOf, type Page, type PageState } from './state';

/** The fields of the form, each with its label above and what is wrong with it below. */
export function formFields(page: Page, step: Details): HTMLElement[] {
  return fieldsOf(page.state, step).map((field) => {
    switch (field.kind) {
      case 'choice':
        return choiceField(page, step, field);
      case 'checkbox':
      case 'consent':
        return tickField(page, step, field);
      case 'text':
      case 'longText':
      case 'number':
      case 'phone':
      case 'email':
      case 'guests':
        return textField(page, step, field);
    }
  });
}

const TYPES = {
  text: { type: 'text' },
  email: { type: 'email', inputmode: 'email' },
  phone: { type: 'tel', inputmode: 'tel' },
  number: { type: 'text', inputmode: 'decimal' },
} as const;

function textField(page: Page, step: Details, field: FormField): HTMLElement {
  const { state } = page;
  const { name, kind, max } = field;
  const isGuests = kind === 'guests';
  const hint = isGuests ? state.t('page.guestsHint', { count: step.service.guests }) : '';
  const all = {
    id: name,
    name,
    maxlength: String(max),
    autocomplete: field.autocomplete,
    ...(field.required && { required: '' }),
    ...described(state, name, hint !== ''),
  };
  const isLong = isGuests || kind === 'longText';
  const input = isLong
    ? el('textarea', { ...all, rows: isGuests ? '2' : '3' })
    : el('input', { ...all, ...TYPES[kind === 'email' || kind === 'phone' || kind === 'number' ? kind : 'text'] });
  input.value = typedIn(state, field);
  input.oninput = ({ currentTarget }) => {
    const isField = currentTarget instanceof HTMLInputElement || currentTarget instanceof HTMLTextAreaElement;
    if (isField) type(page, step, name, currentTarget.value);
  };
  input.onblur = () => afterPress(() => leave(page, step, name));
  return el(
    'div',
    { class: 'field', id: `${name}-field` },
    el('label', { for: name }, ...labelOf(state, field)),
    hint !== '' && el('p', { class: 'hint', id: `${name}-hint` }, hint),
    input,
    ...wrongText(state, name),
  );
}

/** One of several answers: boxes, as many side by side as fit. */
function choiceField(page: Page, step: Details, field: FormField): HTMLElement {
  const { state } = page;
  const { name, options } = field;
  const chosen = typedIn(state, field);
  return el(
    'fieldset',
    { class: 'field', id: `${name}-field`, ...described(state, name) },
    el('legend', 'label', ...labelOf(state, field)),
    el(
      'div',
      'options',
      ...options.map((option, i) => {
        // The first one stands for the field, when the focus is to go there.
        const id = i === 0 ? name : `${name}-${i}`;
        const input = el('input', { type: 'radio', id, name, value: option });
        input.checked = option === chosen;
        input.onchange = () => type(page, step, name, option);
        return el(
          'label',
          { class: 'option', for: id, ...(option === chosen && { 'data-chosen': '' }) },
          input,
          option,
        );
      }),
    ),
    ...wrongText(state, name),
  );
}

/** Something to be ticked: never ticked beforehand. */
function tickField(page: Page, step: Details, field: FormField): HTMLElement {
  const { state } = page;
  const { name, kind, required } = field;
  const input = el('input', {
    type: 'checkbox',
    id: name,
    name,
    ...(required && { required: '' }),
    ...described(state, name),
  });
  input.checked = typedIn(state, field) !== '';
  input.onchange = ({ currentTarget }) => {
    const isTicked = currentTarget instanceof HTMLInputElement && currentTarget.checked;
    type(page, step, name, isTicked ? TICKED : '');
  };
  const text = kind === 'consent' ? [field.label] : labelOf(state, field);
  return el(
    'div',
    { class: 'field', id: `${name}-field` },
    el('label', { class: 'tick', for: name }, input, el('span', {}, ...text)),
    ...wrongText(state, name),
  );
}

function labelOf({ t }: PageState, { label, required }: FormField): (string | HTMLElement)[] {
  return required ? [label] : [label, ' ', el('span', 'optional', t('page.optional'))];
}

/** Typed text is kept at once; an error message goes as soon as the field is right. */
function type(page: Page, step: Details, name: string, value: string): void {
  const { typed, wrong } = page.state;
  page.keep({ typed: { ...typed, [name]: value } });
  const isBox = document.getElementById(name)?.matches('[type=radio], [type=checkbox]') === true;
  const isWrong = wrong[name] !== undefined;
  if (isWrong && check(page.state, step)[name] === undefined) {
    page.go({ wrong: Object.fromEntries(Object.entries(wrong).filter(([other]) => other !== name)) });
  } else if (isBox) page.go({});
}

let isPressed = false;
document.addEventListener('pointerdown', () => (isPressed = true), true);
for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, () => (isPressed = false), true);

/** What makes something appear waits for the end of a press: the button that is pressed would move away from under it. */
function afterPress(work: () => void): void {
  if (!isPressed) return work();
  const end = () => setTimeout(work);
  document.addEventListener('pointerup', end, { once: true });
}

/** A field is looked at when it is left, if anything was typed: nobody is told off for passing through. */
function leave(page: Page, step: Details, name: string): void {
  const { wrong, step: now } = page.state;
  const found = check(page.state, step)[name];
  if (now.at !== 'details' || typedIn(page.state, { name }).trim() === '') return;
  if (found !== undefined && wrong[name] === undefined) page.go({ wrong: { ...wrong, [name]: found } });
}

function described({ wrong }: PageState, name: string, hasHint = false): Readonly<Record<string, string>> {
  const isWrong = wrong[name] !== undefined;
  const ids = [hasHint ? `${name}-hint` : '', isWrong ? `${name}-wrong` : ''].filter((id) => id !== '').join(' ');
  return { ...(ids !== '' && { 'aria-describedby': ids }), ...(isWrong && { 'aria-invalid': 'true' }) };
}

function wrongText(state: PageState, name: string): HTMLElement[] {
  const said = state.wrong[name];
  if (said === undefined) return [];
  return [el('p', { class: 'wrong', id: `${name}-wrong` }, icon('wrong'), el('span', {}, wordsOf(state, said)))];
}
