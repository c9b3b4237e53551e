import type { RoomGateway } from '../desk/ports/rooms';
import { bigBlueButton } from './bigbluebutton';
import { jitsi } from './jitsi';
import { reachable } from './tools/tools';
import { zoom } from './zoom/zoom';
import { zoomLogin, type LoginTools } from './zoom/zoom-login';

/** Every provider, each in its own file; adding one takes a file and a line here. */
export function roomGateway(given: LoginTools, alone: RoomGateway['alone']): RoomGateway {
  const tools = { ...given, http: reachable(given.http) };
  const provider: RoomGateway['provider'] = (id, settings) => {
    switch (id) {
      case 'jitsi':
        return jitsi(settings, tools);
      case 'bigbluebutton':
        return bigBlueButton(settings, tools);
      case 'zoom':
        return zoom(settings, tools, zoomLogin(settings, tools).access);
    }
  };
  return {
    provider,
    abilities: (id, settings) => provider(id, settings).can,
    login: (settings) => zoomLogin(settings, tools),
    alone,
  };
}
