import type { Handler } from '../kit/access';
import { homeCard } from './home';
import { onChooseOpen, onShowList, onSearchBookings, onChooseScope } from './list-card';
import { onCopyOpenTimes } from './text-card';
import { onUndoChange } from './undo';

const onGoHome: Handler = (context) => ({ at: 'root', card: homeCard(context) });

export const HOME_ACTIONS = {
  goHome: onGoHome,
  showList: onShowList,
  searchBookings: onSearchBookings,
  chooseScope: onChooseScope,
  chooseOpen: onChooseOpen,
  copyOpenTimes: onCopyOpenTimes,
  undoChange: onUndoChange,
};

declare module '../kit/widgets' {
  interface CardActions extends Record<keyof typeof HOME_ACTIONS, true> {}
}
