import type { Json } from '../api';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** The form of a card as Calendar sends it [concepts/event-objects]: choices as lists, times as texts of milliseconds. */
export function collectInputs(root: HTMLElement): Json {
  const lists: Record<string, string[]> = {};
  const inputs: Json = {};
  for (const field of root.querySelectorAll<Field>('[data-field]')) {
    const picker = PICKERS[field.dataset.field ?? ''];
    if (picker === undefined) lists[field.name] = [...(lists[field.name] ?? []), ...chosen(field)];
    else if (field.value !== '') inputs[field.name] = picker(field.value);
  }
  for (const [name, value] of Object.entries(lists)) if (value.length > 0) inputs[name] = { stringInputs: { value } };
  return inputs;
}

function chosen(field: Field): string[] {
  if (field instanceof HTMLSelectElement) return [...field.selectedOptions].map((option) => option.value);
  const isChoice = field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio');
  return isChoice && !field.checked ? [] : [field.value];
}

const PICKERS: Readonly<Record<string, (value: string) => Json>> = {
  // A date alone is 00:00 UTC of that date.
  DATE_ONLY: (value) => ({ dateInput: { msSinceEpoch: String(Date.parse(`${value}T00:00:00Z`)) } }),
  TIME_ONLY: (value) => {
    const [hours = 0, minutes = 0] = value.split(':').map(Number);
    return { timeInput: { hours, minutes } };
  },
  DATE_AND_TIME: (value) => ({
    dateTimeInput: { hasDate: true, hasTime: true, msSinceEpoch: String(Date.parse(`${value}:00Z`)) },
  }),
};
