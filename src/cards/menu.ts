import { roleOf, settingsOf } from '../desk/team/people';
import { syncNow } from '../desk/sync/connection';
import { forInsider, type Handler } from './kit/access';
import type { CardContext } from './kit/context';
import { homeCard } from './home/home';
import { settingsCard } from './set-up/set-up';
import type { CardView, UniversalAnswer } from './kit/widgets';
import { backHome, buttons, card, paragraph, section, titled, withTop } from './kit/parts';

// The add-on's own menu, the same over every card [workspace/add-ons/how-tos/universal-actions]. The manifest names a
// function for each of its entries and can give it no parameters, so these are functions of the script.

/** Reads this person's calendars now, and shows the result. */
function universalSync(context: CardContext): UniversalAnswer {
  const { desk, me, t } = context;
  const { staff } = roleOf(desk.store.seen(), me.email);
  if (staff !== null) syncNow(desk);
  const text = staff === null ? t('sync.nothing') : t('sync.done');
  return { card: withTop(homeCard(context), section(paragraph(text))) };
}

/** The owner's settings; for anybody else the home page, where they can set their own times. */
function universalSettings(context: CardContext): UniversalAnswer {
  const snapshot = context.desk.store.seen();
  const settings = settingsOf(snapshot);
  const isOwner = roleOf(snapshot, context.me.email).isOwner;
  return { card: settings !== null && isOwner ? settingsCard(context, settings) : homeCard(context) };
}

/** The page where clients book. */
function universalPage(context: CardContext): UniversalAnswer {
  const page = settingsOf(context.desk.store.seen())?.publicPage ?? '';
  return page === '' ? { card: noPageCard(context) } : { link: page };
}

function universalHelp(context: CardContext): UniversalAnswer {
  return { card: helpCard(context) };
}

const onShowHelp: Handler = (context) => forInsider(context, () => ({ at: 'next', card: helpCard(context) }));

/** The card actions of this menu. */
export const HELP_ACTIONS = { showHelp: onShowHelp };

/** The entries of the menu, by the functions that the manifest names. */
export const MENU = { universalSync, universalSettings, universalPage, universalHelp };

export type MenuFunction = keyof typeof MENU;

function noPageCard(context: CardContext): CardView {
  const { t } = context;
  return card('noPage', t('home.publicPage'), section(paragraph(t('assistant.noPage')), buttons(backHome(context.t))));
}

const TOPICS = ['requests', 'calendar', 'closed', 'link', 'offer', 'accounts', 'privacy'] as const;

/** What people ask first. */
function helpCard(context: CardContext): CardView {
  const { t } = context;
  return card(
    'help',
    t('help.title'),
    ...TOPICS.map((topic) => titled(t(`help.${topic}.title`), paragraph(t(`help.${topic}.text`)))),
    section(buttons(backHome(context.t))),
  );
}

declare module './kit/widgets' {
  interface CardActions extends Record<keyof typeof HELP_ACTIONS, true> {}
}
