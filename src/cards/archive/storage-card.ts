import { gaugeOf, levelOfArchive, levelOfStore, type Level } from '../../desk/archive/gauge';
import type { ArchiveState } from '../../desk/ports/archive';
import type { StoreUsage } from '../../desk/ports/store';
import { USUAL_ARCHIVE_AFTER } from '../../desk/ports/records';
import { fieldText } from '../../i18n/index';
import { roleOf, settingsOf } from '../../desk/team/people';
import type { CardContext } from '../kit/context';
import type { CardView, Widget } from '../kit/widgets';
import {
  askButton,
  backHome,
  button,
  buttons,
  card,
  endButton,
  line,
  paragraph,
  quiet,
  section,
  submit,
  textField,
  titled,
  warning,
} from '../kit/parts';

/** How full everything is, and what can be done about the archive. */
export function storageCard(context: CardContext, state: ArchiveState): CardView {
  const { t, desk, me } = context;
  const snapshot = desk.store.seen();
  const { isOwner } = roleOf(snapshot, me.email);
  const isFull = gaugeOf(snapshot, me.email)?.isFull === true;
  return card(
    'storage',
    t('storage.title'),
    isOwner &&
      titled(t('storage.store'), gauge(context, snapshot.usage, levelOfStore(snapshot.usage)), settingLine(context)),
    titled(
      t('storage.archive'),
      gauge(context, state, levelOfArchive({ ...state, isFull })),
      state.until === null ? paragraph(t('storage.empty')) : paragraph(countText(context, state.count, state.until)),
      state.exported > 0 && paragraph(t('storage.mailed', { count: state.exported })),
      quiet(t('storage.own')),
      ...state.broken.map(({ key, problem }) => warning(t('storage.broken', { key, problem }))),
      buttons(
        submit(t('export.submit'), 'mailArchive'),
        state.exported > 0 && askButton(t('purge.title'), 'askPurge'),
        button(t('erase.title'), 'askErase'),
      ),
    ),
    section(buttons(backHome(t))),
  );
}

function countText({ t, dates }: CardContext, count: number, until: number): string {
  return t('storage.count', { count, day: dates.longDay(until) });
}

function gauge({ t }: CardContext, { used, limit }: StoreUsage, level: Level): Widget {
  const text = t(`storage.${level}`, { percent: Math.round((used / limit) * 100) });
  return level === 'roomy' ? paragraph(text) : warning(text);
}

function settingLine({ t, desk }: CardContext): Widget {
  const count = settingsOf(desk.store.seen())?.archiveAfter ?? USUAL_ARCHIVE_AFTER;
  return line(fieldText(t, 'archiveAfter'), {
    note: t('archive.after', { count }),
    button: button(t('home.settings'), 'showSettings'),
  });
}

/** Asks before anything leaves the archive for good. */
export function purgeCard({ t, dates }: CardContext, { exported, exportedUntil }: ArchiveState): CardView {
  const day = dates.longDay(exportedUntil ?? 0);
  return card(
    'purge',
    t('purge.title'),
    section(
      paragraph(t('purge.ask', { count: exported, day })),
      buttons(
        endButton(t('purge.submit', { count: exported }), 'purgeArchive', { count: String(exported) }),
        button(t('storage.title'), 'showStorage'),
      ),
    ),
  );
}

/** Whom to erase. */
export function eraseCard({ t, event }: CardContext): CardView {
  return card(
    'erase',
    t('erase.title'),
    section(
      paragraph(t('erase.text')),
      quiet(t('erase.outside')),
      textField('email', fieldText(t, 'email'), event.input('email')),
      buttons(endButton(t('erase.submit'), 'eraseClient'), button(t('storage.title'), 'showStorage')),
    ),
  );
}
