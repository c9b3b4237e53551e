import type { DeskTranslate } from '../i18n/index';
import type { CardAnswer, CardView } from './kit/widgets';
import { backHome, buttons, card, paragraph, section } from './kit/parts';

// What the panel shows if it can show nothing of the desk: made of texts alone, so that nothing else can fail.

/** For a person whom Google does not name, or who is not the account that the script runs as. */
export function unknownPersonCard(t: DeskTranslate): CardView {
  return card('door', t('door.unknownTitle'), section(paragraph(t('door.unknown'))));
}

/** Google, or its property store, failed in the middle of something. */
export function troubleCard(t: DeskTranslate): CardView {
  return card('door', t('door.troubleTitle'), section(paragraph(t('door.trouble')), buttons(backHome(t))));
}

/** The answer to a tap with an unknown action: a forged one, or one on a card of a former version. */
export function unknownActionAnswer(t: DeskTranslate): CardAnswer {
  const text = t('refusal.unknownAction');
  return {
    at: 'same',
    notice: text,
    card: card('door', text, section(buttons(backHome(t)))),
  };
}
