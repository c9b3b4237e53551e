import { refused } from '../../booking/refusal';
import { newService, type Service } from '../../booking/service';
import { forOwner } from '../kit/access';
import { refusalAnswer, type CardContext } from '../kit/context';
import type { TapAnswer } from '../kit/widgets';
import { servicesCard } from './service-card';

/** The service that a button names, for the owner; an empty name is a new one. */
export function withService(context: CardContext, work: (service: Service) => TapAnswer): TapAnswer {
  return forOwner(context, () => {
    const id = context.event.param('service');
    const service = id === '' ? newService('', '', 30) : context.desk.store.seen().get('service', id);
    if (service !== undefined) return work(service);
    return refusalAnswer(context, refused('unknownService', 'service').refusal, servicesCard(context));
  });
}
