import { TICKED, type FormQuestion } from '../../booking/form';
import type { CardContext } from '../kit/context';
import { typed } from '../kit/form';
import { checkbox, dropdown, multiline, textField } from '../kit/parts';
import type { Widget } from '../kit/widgets';

// What a service asks its clients, for staff who fill it in while the client is on the phone.

/** The form's field for an answer; a refusal names it by the same words. */
function fieldOf({ id }: FormQuestion): string {
  return `answers.${id}`;
}

/** A field for each question; none has to be filled in. */
export function questionFields(context: CardContext, questions: readonly FormQuestion[]): Widget[] {
  return questions.map((question) => questionField(context, question));
}

function questionField(context: CardContext, question: FormQuestion): Widget {
  const { kind, label, options } = question;
  const name = fieldOf(question);
  const value = typed(context, name, '');
  switch (kind) {
    case 'text':
    case 'number':
    case 'phone':
      return textField(name, label, value);
    case 'longText':
      return multiline(name, label, value);
    case 'choice': {
      const named = options.map((option) => ({ value: option, label: option }));
      return dropdown(name, label, [{ value: '', label: '–' }, ...named], options.includes(value) ? value : '');
    }
    case 'checkbox':
      return checkbox(name, TICKED, label, context.event.inputs(name).includes(TICKED));
  }
}

/** What was filled in, by the id of the question. */
export function filledAnswers({ event }: CardContext, questions: readonly FormQuestion[]): Record<string, string> {
  return Object.fromEntries(questions.map((question) => [question.id, event.input(fieldOf(question))]));
}
