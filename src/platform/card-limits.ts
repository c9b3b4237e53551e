import type { CardView, Section, Widget } from '../cards/kit/widgets';
import type { DeskTranslate } from '../i18n/index';

/** A card takes 100 widgets, a choice 100 options [workspace/add-ons/guides/workspace-restrictions]. */
const WIDGETS = 95;
const OPTIONS = 100;

/**
 * The card cut to what Google accepts. The longest sections are cut at their ends and say how many more there are: a
 * form keeps its buttons. A choice with too many options keeps the selected ones, then the first.
 */
export function fitted(view: CardView, t: DeskTranslate): CardView {
  const sections = view.sections.map((section) => ({
    ...section,
    widgets: section.widgets.flatMap((widget) => fittedChoice(widget, t)),
  }));
  return { ...view, sections: fittedSections(sections, t) };
}

function fittedChoice(widget: Widget, t: DeskTranslate): Widget[] {
  if (widget.kind !== 'choice' || widget.options.length <= OPTIONS) return [widget];
  let free = OPTIONS - widget.options.filter(({ selected }) => selected).length;
  const options = widget.options.filter(({ selected }) => selected || free-- > 0).slice(0, OPTIONS);
  return [{ ...widget, options }, more(widget.options.length - options.length, t)];
}

function fittedSections(sections: readonly Section[], t: DeskTranslate): Section[] {
  const kept = sections.map(({ widgets }) => widgets.length);
  const total = () =>
    kept.reduce((sum, count, i) => sum + count + (count < (sections[i]?.widgets.length ?? 0) ? 1 : 0), 0);
  while (total() > WIDGETS) {
    const longest = kept.indexOf(Math.max(...kept));
    kept[longest] = (kept[longest] ?? 1) - 1;
  }
  return sections.map((section, i) => {
    const { widgets } = section;
    const left = kept[i] ?? 0;
    return left === widgets.length
      ? section
      : { ...section, widgets: [...widgets.slice(0, left), more(widgets.length - left, t)] };
  });
}

function more(count: number, t: DeskTranslate): Widget {
  return { kind: 'text', text: t('card.more', { count }), tone: 'quiet' };
}
