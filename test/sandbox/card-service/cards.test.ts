import { button, call, cards, checked, thrownBy, type Json } from '../../support/guest-services';

const paragraph = (text = 'a') => cards.newTextParagraph().setText(text);

describe('a card', () => {
  it('has a name, heads, sections, a menu and a foot', () => {
    const header = cards
      .newCardHeader()
      .setTitle('Today')
      .setSubtitle('3 bookings')
      .setImageUrl('https://a.example/p.png')
      .setImageStyle(cards.ImageStyle.CIRCLE)
      .setImageAltText('us');
    const section = cards
      .newCardSection()
      .setHeader('Next')
      .setCollapsible(true)
      .setNumUncollapsibleWidgets(1)
      .addWidget(paragraph());
    const menu = cards
      .newCardAction()
      .setText('Settings')
      .setOpenLink(cards.newOpenLink().setUrl('https://a.example/'));
    const card = cards
      .newCardBuilder()
      .setName('home')
      .setHeader(header)
      .setPeekCardHeader(cards.newCardHeader().setTitle('Peek'))
      .setDisplayStyle(cards.DisplayStyle.PEEK)
      .addSection(section)
      .addCardAction(menu)
      .build();
    expect(checked(card)).toEqual({
      name: 'home',
      header: {
        title: 'Today',
        subtitle: '3 bookings',
        imageUrl: 'https://a.example/p.png',
        imageType: 'CIRCLE',
        imageAltText: 'us',
      },
      peekCardHeader: { title: 'Peek' },
      displayStyle: 'PEEK',
      sections: [
        {
          header: 'Next',
          collapsible: true,
          uncollapsibleWidgetsCount: 1,
          widgets: [{ textParagraph: { text: 'a' } }],
        },
      ],
      cardActions: [{ actionLabel: 'Settings', onClick: { openLink: { url: 'https://a.example/' } } }],
    });
    expect(() => cards.newCardBuilder().setHeader(cards.newCardHeader()).build()).toThrow(
      'Invalid CardHeader: setTitle',
    );
  });

  it('counts what is set on a part after it was added, until it is built', () => {
    const section = cards.newCardSection();
    const builder = cards.newCardBuilder().addSection(section);
    const before = builder.build();
    section.addWidget(paragraph('late'));
    expect(checked(before).sections![0]!.widgets).toEqual([]);
    expect(checked(builder.build()).sections![0]!.widgets).toEqual([{ textParagraph: { text: 'late' } }]);
  });

  it('has one foot: a filled button, and perhaps an outlined one', () => {
    const footOf = (footer: GoogleAppsScript.Card_Service.FixedFooter) =>
      checked(cards.newCardBuilder().setFixedFooter(footer).build()).fixedFooter;
    const footer = cards.newFixedFooter().setSecondaryButton(button('No'));
    expect(footOf(footer)).toBeUndefined();
    footer.setPrimaryButton(button('Yes').setBackgroundColor('#000000'));
    expect(footOf(footer)).toMatchObject({
      primaryButton: { text: 'Yes', type: 'FILLED', color: { red: 0, green: 0, blue: 0 } },
      secondaryButton: { text: 'No', type: 'OUTLINED' },
    });
    const wrong = cards.newFixedFooter().setPrimaryButton(button().setTextButtonStyle(cards.TextButtonStyle.OUTLINED));
    expect(() => footOf(wrong)).toThrow('its button is not FILLED');
  });
});

describe('what is over the limits is dropped without a word', () => {
  const sectionOf = (count: number) => {
    const section = cards.newCardSection();
    for (let i = 0; i < count; i++) section.addWidget(paragraph(String(i)));
    return section;
  };
  const built = (...sections: GoogleAppsScript.Card_Service.CardSection[]) => {
    const builder = cards.newCardBuilder();
    for (const section of sections) builder.addSection(section);
    return (checked(builder.build()).sections as unknown as Json[]).map(
      (section) => (section.widgets as unknown as Json[]).length,
    );
  };

  it('the 101st widget of a section', () => {
    expect(built(sectionOf(101))).toEqual([100]);
  });

  it('the 101st widget of a card', () => {
    expect(built(sectionOf(60), sectionOf(60), sectionOf(1))).toEqual([60, 40, 0]);
  });

  it('the 101st section', () => {
    expect(built(...Array.from({ length: 101 }, () => sectionOf(1)))).toHaveLength(100);
  });
});

describe('what a method is given', () => {
  it.each([
    ['TextParagraph.setText', '(number)', () => call(cards.newTextParagraph(), 'setText', 5)],
    ['TextParagraph.setText', '(null)', () => call(cards.newTextParagraph(), 'setText', null)],
    ['TextParagraph.setText', '()', () => call(cards.newTextParagraph(), 'setText')],
    ['TextParagraph.setText', '(String,String)', () => call(cards.newTextParagraph(), 'setText', 'a', 'b')],
    ['DecoratedText.setWrapText', '(String)', () => call(cards.newDecoratedText(), 'setWrapText', 'yes')],
    ['CardSection.addWidget', '((class))', () => call(cards.newCardSection(), 'addWidget', {})],
    [
      'CardSection.addWidget',
      '(CardService.CardSection)',
      () => call(cards.newCardSection(), 'addWidget', cards.newCardSection()),
    ],
    [
      'CardSection.addWidget',
      '(CardService.Switch)',
      () => call(cards.newCardSection(), 'addWidget', cards.newSwitch()),
    ],
    [
      'CardBuilder.addSection',
      '(CardService.CardBuilder)',
      () => call(cards.newCardBuilder(), 'addSection', cards.newCardBuilder()),
    ],
    [
      'Navigation.pushCard',
      '(CardService.CardBuilder)',
      () => call(cards.newNavigation(), 'pushCard', cards.newCardBuilder()),
    ],
    ['TextButton.setTextButtonStyle', '(String)', () => call(cards.newTextButton(), 'setTextButtonStyle', 'BLUE')],
    ['SelectionInput.addItem', '(String,String)', () => call(cards.newSelectionInput(), 'addItem', 'a', 'b')],
    ['Suggestions.addSuggestions', '(number[])', () => call(cards.newSuggestions(), 'addSuggestions', [1])],
    [
      'FixedFooter.setPrimaryButton',
      '(CardService.ImageButton)',
      () => call(cards.newFixedFooter(), 'setPrimaryButton', cards.newImageButton()),
    ],
  ])('has to be of the types of %s, which %s are not', (method, given, wrong) => {
    expect(thrownBy(wrong)).toEqual({
      name: 'Exception',
      message: `The parameters ${given} don't match the method signature for CardService.${method}.`,
    });
  });

  it('has to be an id where an id is due, which is no part of the card', () => {
    const section = cards.newCardSection();
    expect(call(section, 'setId', 'next-3')).toBe(section);
    expect(checked(cards.newCardBuilder().addSection(section).build()).sections).toEqual([{ widgets: [] }]);
    for (const id of ['', 'a b', 'ż', 'x'.repeat(65)]) {
      expect(() => call(section, 'setId', id)).toThrow('Invalid argument: id');
    }
  });
});
