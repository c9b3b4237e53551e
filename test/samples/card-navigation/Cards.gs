/** The first card: meals and a form to add one. */
function listCard(zone) {
  const section = CardService.newCardSection().setHeader('Meals');
  for (const [index, meal] of meals().entries()) {
    section.addWidget(
      CardService.newDecoratedText()
        .setStartIcon(CardService.newIconImage().setIcon(CardService.Icon.RESTAURANT_ICON))
        .setText(meal.name)
        .setBottomLabel(`${meal.day} ${zone}`)
        .setButton(button('Open', 'openMeal', { index: String(index) })),
    );
  }
  return CardService.newCardBuilder()
    .setName('list')
    .setHeader(CardService.newCardHeader().setTitle('Your meals'))
    .addSection(section)
    .addSection(form())
    .build();
}

function form() {
  const kind = CardService.newSelectionInput()
    .setType(CardService.SelectionInputType.CHECK_BOX)
    .setFieldName('kinds')
    .setTitle('Kind')
    .addItem('Vegetarian', 'veg', false)
    .addItem('Hot', 'hot', true);
  return CardService.newCardSection()
    .setHeader('One more')
    .addWidget(CardService.newTextInput().setFieldName('name').setTitle('Name'))
    .addWidget(kind)
    .addWidget(CardService.newDatePicker().setFieldName('day').setTitle('Day'))
    .addWidget(CardService.newButtonSet().addButton(button('Add', 'addMeal', {})));
}

/** The card of one meal, on top of the list. */
function mealCard(index) {
  const meal = meals()[index];
  return CardService.newCardBuilder()
    .setName('meal')
    .setHeader(CardService.newCardHeader().setTitle(meal.name).setSubtitle(meal.kinds.join(', ')))
    .addSection(
      CardService.newCardSection().addWidget(
        CardService.newButtonSet()
          .addButton(button('Delete', 'deleteMeal', { index: String(index) }))
          .addButton(button('Back', 'goBack', {})),
      ),
    )
    .build();
}

function button(text, name, parameters) {
  const action = CardService.newAction().setFunctionName(name).setParameters(parameters);
  return CardService.newTextButton().setText(text).setOnClickAction(action);
}
