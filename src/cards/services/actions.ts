import type { Service } from '../../booking/service';
import { deleteService, moveService, saveService } from '../../desk/services';
import { forOwner, type Handler } from '../kit/access';
import { refusalAnswer, withoutInputs, type CardContext } from '../kit/context';
import { withUndo } from '../home/undo';
import type { TapAnswer } from '../kit/widgets';
import { onAllowFraming, onShowLinks } from './links';
import { onDeleteQuestion, onEditQuestion, onMoveQuestion, onSaveQuestion, onShowQuestions } from './questions';
import { readService } from './read-service';
import { deleteServiceCard, newServiceCard, orderCard, partCard, serviceCard, servicesCard } from './service-card';
import { partsSent, SERVICE_PARTS } from './service-parts';
import { withService } from './with-service';

const onShowServices: Handler = (context) => forOwner(context, () => ({ at: 'next', card: servicesCard(context) }));

const onEditService: Handler = (context) =>
  withService(context, (service) => ({
    at: 'next',
    card: service.id === '' ? newServiceCard(context, service) : serviceCard(context, service),
  }));

const onEditServicePart: Handler = (context) =>
  withService(context, (service) => {
    const part = SERVICE_PARTS.find((one) => one === context.event.param('part')) ?? 'what';
    return { at: 'next', card: partCard(context, service, [part]) };
  });

/** The times that the rules in the form would offer. */
const onChangeService: Handler = (context) =>
  withService(context, (service) => {
    const parts = partsSent(context);
    const read = readService(context, service, parts);
    return read.ok
      ? { at: 'same', card: partCard(context, service, parts, read.value) }
      : refusalAnswer(context, read.refusal, partCard(context, service, parts));
  });

const onSaveServiceForm: Handler = (context) =>
  withService(context, (service) => {
    const parts = partsSent(context);
    const read = readService(context, service, parts);
    return read.ok
      ? saved(context, service, read.value)
      : refusalAnswer(context, read.refusal, partCard(context, service, parts));
  });

/** The service is saved, and its card shows it; if that is refused, the form stays. */
function saved(context: CardContext, before: Service, service: Service): TapAnswer {
  const outcome = saveService(context.desk, service);
  if (!outcome.ok) return refusalAnswer(context, outcome.refusal, partCard(context, before, partsSent(context)));
  const card = withUndo(context, serviceCard(withoutInputs(context), outcome.value));
  return { at: 'root', card, notice: context.t('service.saved') };
}

const onHideService: Handler = (context) =>
  withService(context, (service) => saved(context, service, { ...service, offered: false }));

const onAskDeleteService: Handler = (context) =>
  withService(context, (service) => ({ at: 'next', card: deleteServiceCard(context, service) }));

const onDeleteService: Handler = (context) =>
  withService(context, (service) => {
    const outcome = deleteService(context.desk, service.id);
    if (!outcome.ok) return refusalAnswer(context, outcome.refusal, deleteServiceCard(context, service));
    const notice = context.t('service.deleted', { service: service.name });
    return { at: 'root', card: servicesCard(context), notice };
  });

const onOrderServices: Handler = (context) => forOwner(context, () => ({ at: 'next', card: orderCard(context) }));

const onMoveService: Handler = (context) =>
  withService(context, (service) => {
    const outcome = moveService(context.desk, service.id, context.event.param('by') === 'up' ? -1 : 1);
    const card = orderCard(context);
    return outcome.ok ? { at: 'same', card } : refusalAnswer(context, outcome.refusal, card);
  });

export const SERVICE_ACTIONS = {
  showServices: onShowServices,
  editService: onEditService,
  editServicePart: onEditServicePart,
  changeService: onChangeService,
  saveServiceForm: onSaveServiceForm,
  hideService: onHideService,
  askDeleteService: onAskDeleteService,
  deleteService: onDeleteService,
  orderServices: onOrderServices,
  moveService: onMoveService,
  showQuestions: onShowQuestions,
  editQuestion: onEditQuestion,
  saveQuestion: onSaveQuestion,
  deleteQuestion: onDeleteQuestion,
  moveQuestion: onMoveQuestion,
  showLinks: onShowLinks,
  allowFraming: onAllowFraming,
};

declare module '../kit/widgets' {
  interface CardActions extends Record<keyof typeof SERVICE_ACTIONS, true> {}
}
