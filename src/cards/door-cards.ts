import type { DeskTranslate } from '../i18n/index';
import type { CardAnswer, CardView } from './kit/widgets';

// What the panel shows if it can show nothing of the desk: made of texts alone, so that nothing else can fail.

/** For a person whom Google does not name, or who is not the account that the script runs as. */
export function unknownPersonCard(t: DeskTranslate): CardView {
  return {
    name: 'door',
    title: t('door.unknownTitle'),
    sections: [{ widgets: [{ kind: 'text', text: t('door.unknown') }] }],
  };
}

/** Google, or its property store, failed in the middle of something. */
export function troubleCard(t: DeskTranslate): CardView {
  return {
    name: 'door',
    title: t('door.troubleTitle'),
    sections: [
      {
        widgets: [
          { kind: 'text', text: t('door.trouble') },
          { kind: 'buttons', buttons: [{ text: t('home.back'), click: { action: 'goHome' } }] },
        ],
      },
    ],
  };
}

/** The answer to a tap with an unknown action: a forged one, or one on a card of a former version. */
export function unknownActionAnswer(t: DeskTranslate): CardAnswer {
  const text = t('refusal.unknownAction');
  return {
    at: 'same',
    notice: text,
    card: {
      name: 'door',
      title: text,
      sections: [{ widgets: [{ kind: 'buttons', buttons: [{ text: t('home.back'), click: { action: 'goHome' } }] }] }],
    },
  };
}
