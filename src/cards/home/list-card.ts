import { refused } from '../../booking/refusal';
import { rowsOf, type Row } from '../../desk/panel/home';
import { whoseFor, LISTS, listOf, scopeOf, search, type ListKind } from '../../desk/panel/booking-lists';
import { roleOf, settingsOf, type Role } from '../../desk/team/people';
import { chooseScope } from '../../desk/panel/scope';
import type { Archived } from '../../desk/ports/archive';
import { SCOPES, USUAL_ARCHIVE_AFTER } from '../../desk/ports/records';
import { NOT_SEARCHED, searchArchive } from '../../desk/archive/search';
import { forInsider, type Handler } from '../kit/access';
import { type CardContext } from '../kit/context';
import { homeCard } from './home';
import { archivedLine, rowWidgets } from './rows';
import type { CardView } from '../kit/widgets';
import { backHome, button, buttons, card, quiet, section, submit } from '../kit/parts';
import { momentOf } from '../../desk/ports/moment';

/** Bookings on a page: at most five widgets each, far fewer than a card may have. */
const PAGE = 10;

interface Page {
  kind: ListKind;
  /** What was searched for; empty for other lists. */
  text: string;
  /** From 0. */
  page: number;
  rows: Row[];
  /** Those of the page that are in the reader's archive. */
  archived: readonly Archived[];
  count: number;
  /** Whose archives were not searched. */
  elsewhere: string[];
}

export const onShowList: Handler = (context) =>
  forInsider(context, () => {
    const kind = LISTS.find((one) => one === context.event.param('list')) ?? 'upcoming';
    const card = listCard(context, kind, context.event.param('search'), Number(context.event.param('page')) || 0);
    // Paging through a list does not push cards on top of each other.
    return { at: context.event.param('page') === '' ? 'next' : 'same', card };
  });

/** The home page with the open times of another service. */
export const onChooseOpen: Handler = (context) => forInsider(context, () => ({ at: 'same', card: homeCard(context) }));

export const onSearchBookings: Handler = (context) =>
  forInsider(context, () => {
    const text = context.event.input('search').slice(0, 100);
    if (text === '') return refused('required', 'search').refusal;
    return { at: 'next', card: listCard(context, 'search', text, 0) };
  });

export const onChooseScope: Handler = (context) => {
  const scope = SCOPES.find((one) => one === context.event.input('scope'));
  const outcome = scope === undefined ? refused('valueExpected') : chooseScope(context.desk, scope);
  if (!outcome.ok) return outcome.refusal;
  return { at: 'root', card: homeCard(context) };
};

function listCard(context: CardContext, kind: ListKind, text: string, page: number): CardView {
  const { desk, me } = context;
  const snapshot = desk.store.seen();
  const role = roleOf(snapshot, me.email);
  // A search covers everything that the person may see, regardless of whose bookings they otherwise look at.
  const scope = kind === 'search' ? 'team' : scopeOf(snapshot, role, me.email);
  const whose = whoseFor(role, scope);
  const all = kind === 'search' ? search(snapshot, whose, text, desk.now()) : listOf(snapshot, whose, kind, desk.now());
  const found = kind === 'search' ? searchArchive(desk, text) : NOT_SEARCHED;
  const count = all.length + found.archived.length;
  const last = Math.max(0, Math.ceil(count / PAGE) - 1);
  const at = Math.min(Math.max(0, Math.floor(page)), last);
  const rows = rowsOf(momentOf(desk, snapshot), all.slice(at * PAGE, (at + 1) * PAGE));
  const before = Math.max(0, at * PAGE - all.length);
  const archived = found.archived.slice(before, before + PAGE - rows.length);
  return pageCard(context, role, { kind, text, page: at, rows, archived, count, elsewhere: found.elsewhere });
}

function pageCard(context: CardContext, role: Role, list: Page): CardView {
  const { t } = context;
  const { kind, text, page, rows, archived, count, elsewhere } = list;
  const to = page * PAGE + rows.length + archived.length;
  const days = settingsOf(context.desk.store.seen())?.archiveAfter ?? USUAL_ARCHIVE_AFTER;
  const goTo = (target: number) => ({ list: kind, search: text, page: String(target) });
  const none =
    kind === 'search' ? t('search.none', { text }) : t(kind === 'history' ? 'list.noPast' : 'home.noPending');
  return card(
    'list',
    {
      title: titleOf(context, list),
      subtitle: count === 0 ? '' : t('list.range', { from: page * PAGE + 1, to, count }),
    },
    section(
      count === 0 && quiet(none),
      ...rows.flatMap((row) => rowWidgets(context, role, kind, row)),
      ...archived.map((booking) => archivedLine(context, booking)),
      elsewhere.length > 0 && quiet(t('search.elsewhere', { days, emails: elsewhere.join(', ') })),
    ),
    section(
      buttons(
        page > 0 && button(t('list.previous'), 'showList', goTo(page - 1)),
        to < count && submit(t('list.next'), 'showList', goTo(page + 1)),
        backHome(t),
      ),
    ),
  );
}

function titleOf({ t }: CardContext, { kind, text, count }: Page): string {
  switch (kind) {
    case 'pending':
      return t('home.pending', { count });
    case 'payment':
      return t('home.payment', { count });
    case 'attention':
      return t('home.attention', { count });
    case 'upcoming':
      return t('home.upcoming');
    case 'past':
      return t('home.over');
    case 'history':
      return t('home.past');
    case 'search':
      return t('search.found', { text });
  }
}
