import { onSetUp, onChooseCalendars, onConnectCalendars, onShowSettings, onSaveSettingsForm } from './set-up-actions';
import {
  onShowTeam,
  onAddTeamMember,
  onShowMember,
  onRenameMember,
  onInviteMember,
  onAskRemoveMember,
  onRemoveMember,
  onAskHandDesk,
  onNameHeir,
  onTakeDesk,
  onRefuseDesk,
} from './team-actions';

export const SET_UP_ACTIONS = {
  setUp: onSetUp,
  chooseCalendars: onChooseCalendars,
  connectCalendars: onConnectCalendars,
  showTeam: onShowTeam,
  addTeamMember: onAddTeamMember,
  showMember: onShowMember,
  renameMember: onRenameMember,
  inviteMember: onInviteMember,
  showSettings: onShowSettings,
  saveSettingsForm: onSaveSettingsForm,
  askRemoveMember: onAskRemoveMember,
  removeMember: onRemoveMember,
  askHandDesk: onAskHandDesk,
  nameHeir: onNameHeir,
  takeDesk: onTakeDesk,
  refuseDesk: onRefuseDesk,
};

declare module '../kit/widgets' {
  interface CardActions extends Record<keyof typeof SET_UP_ACTIONS, true> {}
}
