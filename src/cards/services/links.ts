import { inOrder, isGivenBy, type Service } from '../../booking/service';
import { isConnected } from '../../booking/staff';
import { allowFraming } from '../../desk/set-up';
import { roleOf, settingsOf } from '../../desk/team/people';
import { addressOf } from '../kit/addresses';
import { forInsider, forOwner, type Handler } from '../kit/access';
import { refusalAnswer, type CardContext } from '../kit/context';
import {
  backHome,
  button,
  buttons,
  card,
  dropdown,
  linkButton,
  multiline,
  paragraph,
  quiet,
  section,
  textField,
  titled,
} from '../kit/parts';
import { present, type CardView, type Section, type Tap } from '../kit/widgets';

// The address of the public page, as it is or for one service and one person, and what shows it on another website.

export const onShowLinks: Handler = (context) =>
  forInsider(context, () => ({
    at: context.event.param('again') === 'yes' ? 'same' : 'next',
    card: linksCard(context),
  }));

/** The owner lets other websites show the page. */
export const onAllowFraming: Handler = (context) =>
  forOwner(context, () => {
    const outcome = allowFraming(context.desk);
    if (!outcome.ok) return refusalAnswer(context, outcome.refusal, linksCard(context));
    return { at: 'same', card: linksCard(context), notice: context.t('settings.saved') };
  });

function linksCard(context: CardContext): CardView {
  const { t, desk, event } = context;
  const snapshot = desk.store.seen();
  const settings = settingsOf(snapshot);
  const page = settings?.publicPage ?? '';
  if (page === '')
    return card('links', t('links.title'), section(paragraph(t('assistant.noPage')), buttons(backHome(t))));
  const services = inOrder(snapshot.list('service')).filter((service) => service.offered);
  const wanted = event.inputs('service')[0] ?? event.param('service');
  const service = services.find(({ id }) => id === wanted);
  const people = snapshot.list('staff').filter((staff) => isConnected(staff) && isGiven(services, service, staff.id));
  const person = people.find(({ id }) => id === event.input('staff'));
  const again: Tap = { action: 'showLinks', params: { again: 'yes' } };
  const address = addressOf(page, { service: service?.id ?? '', staff: person?.id ?? '' });
  const anyService = { value: '', label: t('links.allServices') };
  const anybody = { value: '', label: t('manual.anybody') };
  const named = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });
  return card(
    'links',
    t('links.title'),
    section(
      services.length > 1 &&
        dropdown('service', t('field.service'), [anyService, ...services.map(named)], service?.id ?? '', again),
      people.length > 1 &&
        dropdown('staff', t('field.staff'), [anybody, ...people.map(named)], person?.id ?? '', again),
      textField('text', t('links.link'), address, t('copy.how')),
      buttons(linkButton(t('links.open'), address)),
    ),
    websiteSection(context, address, service?.name ?? settings?.business ?? ''),
    section(buttons(backHome(t))),
  );
}

function isGiven(services: readonly Service[], service: Service | undefined, staffId: string): boolean {
  return (service === undefined ? services : [service]).some((one) => isGivenBy(one, staffId));
}

/** What to paste into a website; only where the page may be shown there. */
function websiteSection({ t, desk, me }: CardContext, address: string, title: string): Section {
  const snapshot = desk.store.seen();
  if (settingsOf(snapshot)?.framing !== true) {
    const allow = roleOf(snapshot, me.email).isOwner && buttons(button(t('links.allow'), 'allowFraming'));
    return titled(t('links.website'), quiet(t('links.notAllowed')), ...present([allow]));
  }
  return titled(
    t('links.website'),
    multiline('inline', t('links.inline'), inlineSnippet(address, title), t('links.paste')),
    multiline('popUp', t('links.popUp'), popUpSnippet(address, title, t('links.book')), t('links.paste')),
  );
}

/** The page as a part of another one. */
function inlineSnippet(address: string, title: string): string {
  return `<iframe src="${html(address)}" title="${html(title)}" loading="lazy" style="width:100%;height:900px;border:0"></iframe>`;
}

/** A button that opens the page above another one; Escape and a tap on its cross close it. */
function popUpSnippet(address: string, title: string, label: string): string {
  return [
    `<button type="button" onclick="this.nextElementSibling.showModal()">${html(label)}</button>`,
    '<dialog style="width:min(1000px,96vw);height:92vh;padding:0;border:0">',
    '<form method="dialog" style="text-align:right"><button aria-label="×">×</button></form>',
    `<iframe src="${html(address)}" title="${html(title)}" loading="lazy" style="width:100%;height:calc(100% - 32px);border:0"></iframe>`,
    '</dialog>',
  ].join('\n');
}

/** A text inside a tag or an attribute of a page that we have never seen. */
function html(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
