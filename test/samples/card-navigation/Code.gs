function onHomepage(e) {
  return listCard(e.commonEventObject.timeZone.id);
}

function onEventOpen(e) {
  const text = e.calendar.id ? `Event ${e.calendar.id}` : 'Save the event first.';
  return CardService.newCardBuilder()
    .addSection(CardService.newCardSection().addWidget(CardService.newTextParagraph().setText(text)))
    .build();
}

function openMeal(e) {
  return go(CardService.newNavigation().pushCard(mealCard(Number(e.commonEventObject.parameters.index))));
}

function addMeal(e) {
  const { name, kinds, day } = e.commonEventObject.formInputs || {};
  if (!name || !name.stringInputs.value[0]) return say('A meal needs a name.');
  save([
    ...meals(),
    {
      name: name.stringInputs.value[0],
      kinds: kinds ? kinds.stringInputs.value : [],
      // The picker tells a date as its midnight in UTC.
      day: day ? Utilities.formatDate(new Date(Number(day.dateInput.msSinceEpoch)), 'UTC', 'd MMM') : 'some day',
    },
  ]);
  return go(CardService.newNavigation().updateCard(listCard(e.commonEventObject.timeZone.id)), 'Added.');
}

function deleteMeal(e) {
  const index = Number(e.commonEventObject.parameters.index);
  save(meals().filter((_, at) => at !== index));
  const navigation = CardService.newNavigation().popToRoot().updateCard(listCard(e.commonEventObject.timeZone.id));
  return go(navigation, 'Deleted.');
}

function goBack() {
  return go(CardService.newNavigation().popCard());
}

function startAgain(e) {
  PropertiesService.getUserProperties().deleteAllProperties();
  return CardService.newUniversalActionResponseBuilder()
    .displayAddOnCards([listCard(e.commonEventObject.timeZone.id)])
    .build();
}

function go(navigation, text) {
  const response = CardService.newActionResponseBuilder().setNavigation(navigation);
  if (text) response.setNotification(CardService.newNotification().setText(text)).setStateChanged(true);
  return response.build();
}

function say(text) {
  return CardService.newActionResponseBuilder().setNotification(CardService.newNotification().setText(text)).build();
}

function meals() {
  return JSON.parse(PropertiesService.getUserProperties().getProperty('meals') || '[]');
}

function save(list) {
  PropertiesService.getUserProperties().setProperty('meals', JSON.stringify(list));
}
