import { allOf, httpsAddress, optionalText, TEXT_LIMITS } from '../../booking/fields';
import { done, refused, type Outcome } from '../../booking/refusal';
import type { Settings } from '../../desk/ports/records';
import { input, isSent, type FormContext } from '../kit/form';
import { checkbox, folded } from '../kit/parts';
import type { Section } from '../kit/widgets';

// How the public page looks, and what it says about the business.

type Look = Pick<Settings, 'logo' | 'accent' | 'policy' | 'framing'>;

/** The fields for it, on the card of the settings. */
export function lookSection(context: FormContext, { logo, accent, policy, framing }: Look): Section {
  const { t, event } = context;
  const mayFrame = isSent(context, 'business') ? event.inputs('framing').includes('yes') : framing;
  return folded(
    t('look.title'),
    2,
    input(context, 'logo', logo, { hint: t('look.addressHint') }),
    input(context, 'accent', accent, { hint: t('look.accentHint') }),
    input(context, 'policy', policy, { hint: t('look.policyHint') }),
    checkbox('framing', 'yes', t('look.framing'), mayFrame),
  );
}

/** The fields as they were filled in; an empty one means that nothing is shown. */
export function readLook({ event }: FormContext): Outcome<Look> {
  return allOf<Look>({
    logo: httpsAddress(event.input('logo'), 'logo'),
    accent: readColour(event.input('accent')),
    policy: optionalText(event.input('policy'), 'policy', TEXT_LIMITS.policy),
    framing: done(event.inputs('framing').includes('yes')),
  });
}

/** A colour as people write it, `#1a73e8`, `1A73E8` or `#18e`, as `#rrggbb`. */
function readColour(typed: string): Outcome<string> {
  const text = typed.trim().toLowerCase().replace(/^#/, '');
  if (text === '') return done('');
  if (/^[0-9a-f]{6}$/.test(text)) return done(`#${text}`);
  return /^[0-9a-f]{3}$/.test(text) ? done(`#${text.replace(/./g, '$&$&')}`) : refused('colourExpected', 'accent');
}
