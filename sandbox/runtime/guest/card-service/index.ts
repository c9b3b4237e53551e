import { conferenceJson } from '../conference-data';
import * as actions from './actions';
import * as cards from './cards';
import * as enums from './enums';
import * as widgets from './widgets';

const { clickable: _, newCalendarEventActionResponseBuilder, ...plainActions } = actions;

/** CardService: builders whose objects know their google.apps.card.v1 JSON. */
export const CardService = {
  ...enums,
  ...cards,
  ...widgets,
  ...plainActions,
  newCalendarEventActionResponseBuilder: () => newCalendarEventActionResponseBuilder(conferenceJson),
};
