import type { Settings } from '../../desk/ports/records';
import type { CardContext } from '../kit/context';
import type { Section } from '../kit/widgets';
import { button, buttons, quiet, section, strong, submit } from '../kit/parts';

/** For the person whom the owner has named. */
export function heirSection({ t }: CardContext, settings: Settings): Section {
  return section(
    strong(t('handDesk.asked', { owner: settings.owner, business: settings.business })),
    quiet(t('handDesk.deploy')),
    buttons(submit(t('handDesk.accept'), 'takeDesk'), button(t('handDesk.refuse'), 'refuseDesk')),
  );
}
