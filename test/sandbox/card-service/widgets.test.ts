import { action, button, call, cards, widgetOf } from '../../support/guest-services';

const link = (url = 'https://a.example/') => cards.newOpenLink().setUrl(url);

describe('text', () => {
  it('is written into a paragraph', () => {
    expect(widgetOf(cards.newTextParagraph().setText('<b>Hi</b>'))).toEqual({ textParagraph: { text: '<b>Hi</b>' } });
  });

  it('is decorated with labels, icons and a button', () => {
    const icon = cards
      .newIconImage()
      .setIcon(cards.Icon.PERSON)
      .setAltText('who')
      .setImageCropType(cards.ImageCropType.CIRCLE);
    const widget = cards
      .newDecoratedText()
      .setTopLabel('Client')
      .setText('Anna')
      .setBottomLabel('new')
      .setWrapText(true)
      .setStartIcon(icon)
      .setButton(button('Accept'))
      .setOnClickAction(action('open'));
    expect(widgetOf(widget)).toEqual({
      decoratedText: {
        topLabel: 'Client',
        text: 'Anna',
        bottomLabel: 'new',
        wrapText: true,
        startIcon: { knownIcon: 'PERSON', altText: 'who', imageType: 'CIRCLE' },
        button: { text: 'Accept', onClick: { action: { function: 'go' } } },
        onClick: { action: { function: 'open' } },
      },
    });
  });

  it('has one thing at the end of its line, the last one that was set', () => {
    const toggle = cards
      .newSwitch()
      .setFieldName('on')
      .setValue('1')
      .setSelected(true)
      .setControlType(cards.SwitchControlType.CHECK_BOX);
    const widget = cards.newDecoratedText().setText('a').setButton(button()).setSwitchControl(toggle);
    expect(widgetOf(widget)).toEqual({
      decoratedText: { text: 'a', switchControl: { name: 'on', value: '1', selected: true, controlType: 'CHECK_BOX' } },
    });
    widget.setEndIcon(cards.newIconImage().setIconUrl('https://a.example/i.png'));
    expect(widgetOf(widget)).toEqual({ decoratedText: { text: 'a', endIcon: { iconUrl: 'https://a.example/i.png' } } });
  });

  it('keeps what is said of an icon when the icon changes', () => {
    const widget = cards
      .newDecoratedText()
      .setText('a')
      .setIcon(cards.Icon.CLOCK)
      .setIconAltText('when')
      .setIconUrl('https://a.example/i.png');
    expect(widgetOf(widget)).toEqual({
      decoratedText: { text: 'a', startIcon: { iconUrl: 'https://a.example/i.png', altText: 'when' } },
    });
  });

  it('may still be written as a KeyValue', () => {
    const widget = cards.newKeyValue().setTopLabel('k').setContent('v').setMultiline(true).setIcon(cards.Icon.STAR);
    expect(widgetOf(widget)).toEqual({
      decoratedText: { topLabel: 'k', text: 'v', wrapText: true, startIcon: { knownIcon: 'STAR' } },
    });
  });

  it('is divided by lines', () => {
    expect(widgetOf(cards.newDivider())).toEqual({ divider: {} });
  });
});

describe('buttons', () => {
  it('stand in a row, and alone in a row of one', () => {
    const row = widgetOf(cards.newButtonSet().addButton(button('a')).addButton(button('b')));
    expect(row.buttonList).toMatchObject({ buttons: [{ text: 'a' }, { text: 'b' }] });
    expect(widgetOf(button('a')).buttonList).toMatchObject({ buttons: [{ text: 'a' }] });
  });

  it('have a style, a state, an icon and another text for who cannot see', () => {
    const widget = button('Go')
      .setTextButtonStyle(cards.TextButtonStyle.FILLED_TONAL)
      .setDisabled(true)
      .setAltText('go on');
    call(widget, 'setIcon', cards.Icon.PHONE);
    expect(widgetOf(widget).buttonList).toMatchObject({
      buttons: [{ type: 'FILLED_TONAL', disabled: true, altText: 'go on', icon: { knownIcon: 'PHONE' } }],
    });
  });

  it('have a background when they are filled, and only then', () => {
    const widget = button().setBackgroundColor('#1a5f4a');
    expect(widgetOf(widget).buttonList!.buttons![0]).not.toHaveProperty('color');
    widget.setTextButtonStyle(cards.TextButtonStyle.FILLED);
    expect(widgetOf(widget).buttonList!.buttons![0]!.color).toEqual({ red: 0.102, green: 0.3725, blue: 0.2902 });
    expect(() => widget.setBackgroundColor('green')).toThrow('Invalid argument: backgroundColor');
  });

  it('may be an icon alone', () => {
    const material = cards.newMaterialIcon().setName('search').setFill(true).setWeight(300).setGrade(-25);
    const widget = cards.newImageButton().setAltText('find').setMaterialIcon(material).setOpenLink(link());
    expect(widgetOf(widget).buttonList!.buttons).toEqual([
      {
        altText: 'find',
        icon: { materialIcon: { name: 'search', fill: true, weight: 300, grade: -25 } },
        onClick: { openLink: { url: 'https://a.example/' } },
      },
    ]);
    expect(() => widgetOf(cards.newImageButton().setAltText('find'))).toThrow('Invalid ImageButton: setIcon');
  });
});

describe('a tap', () => {
  it('calls a function with texts as parameters', () => {
    const full = action('save')
      .setParameters({ id: '7' })
      .setLoadIndicator(cards.LoadIndicator.NONE)
      .setPersistValues(true)
      .addRequiredWidget('name')
      .addRequiredWidget('mail')
      .setAllWidgetsAreRequired(false);
    expect(widgetOf(button().setOnClickAction(full)).buttonList!.buttons![0]!.onClick).toEqual({
      action: {
        function: 'save',
        parameters: [{ key: 'id', value: '7' }],
        loadIndicator: 'NONE',
        persistValues: true,
        requiredWidgets: ['name', 'mail'],
        allWidgetsAreRequired: false,
      },
    });
    expect(() => call(action(), 'setParameters', { id: 7 })).toThrow('Invalid argument: parameters.id');
    expect(() => widgetOf(button().setOnClickAction(cards.newAction()))).toThrow('Invalid Action: setFunctionName');
  });

  it('does one thing: the last that was set', () => {
    const onClick = (widget: GoogleAppsScript.Card_Service.TextButton) =>
      widgetOf(widget).buttonList!.buttons![0]!.onClick;
    const opened = link().setOpenAs(cards.OpenAs.OVERLAY).setOnClose(cards.OnClose.RELOAD_ADD_ON);
    expect(onClick(button().setOpenLink(opened))).toEqual({
      openLink: { url: 'https://a.example/', openAs: 'OVERLAY', onClose: 'RELOAD' },
    });
    expect(onClick(button().setOnClickOpenLinkAction(action('where')))).toEqual({
      openDynamicLinkAction: { function: 'where' },
    });
    const granted = cards.newAuthorizationAction().setAuthorizationUrl('https://auth.example/');
    expect(onClick(button().setAuthorizationAction(granted))).toEqual({
      openLink: { url: 'https://auth.example/', openAs: 'OVERLAY', onClose: 'RELOAD' },
    });
  });
});

describe('pictures', () => {
  it('are as wide as the card', () => {
    const widget = cards.newImage().setImageUrl('https://a.example/p.png').setAltText('a cat').setOpenLink(link());
    expect(widgetOf(widget)).toEqual({
      image: {
        imageUrl: 'https://a.example/p.png',
        altText: 'a cat',
        onClick: { openLink: { url: 'https://a.example/' } },
      },
    });
    expect(() => widgetOf(cards.newImage())).toThrow('Invalid Image: setImageUrl');
  });

  it('stand in a grid', () => {
    const border = cards.newBorderStyle().setType(cards.BorderType.STROKE).setCornerRadius(4).setStrokeColor('#f00');
    const crop = cards
      .newImageCropStyle()
      .setImageCropType(cards.ImageCropType.RECTANGLE_CUSTOM)
      .setAspectRatio(16 / 9);
    const image = cards
      .newImageComponent()
      .setImageUrl('https://a.example/p.png')
      .setAltText('p')
      .setCropStyle(crop)
      .setBorderStyle(border);
    const item = cards
      .newGridItem()
      .setIdentifier('one')
      .setTitle('One')
      .setSubtitle('first')
      .setImage(image)
      .setLayout(cards.GridItemLayout.TEXT_ABOVE)
      .setTextAlignment(cards.HorizontalAlignment.CENTER);
    const widget = cards
      .newGrid()
      .setTitle('All')
      .setNumColumns(2)
      .addItem(item)
      .setBorderStyle(border)
      .setOnClickAction(action());
    const stroke = { type: 'STROKE', cornerRadius: 4, strokeColor: { red: 1, green: 0, blue: 0 } };
    expect(widgetOf(widget).grid).toEqual({
      title: 'All',
      columnCount: 2,
      borderStyle: stroke,
      onClick: { action: { function: 'go' } },
      items: [
        {
          id: 'one',
          title: 'One',
          subtitle: 'first',
          layout: 'TEXT_ABOVE',
          image: {
            imageUri: 'https://a.example/p.png',
            altText: 'p',
            cropStyle: { type: 'RECTANGLE_CUSTOM', aspectRatio: 16 / 9 },
            borderStyle: stroke,
          },
        },
      ],
    });
  });
});

describe('a text input', () => {
  const input = () => cards.newTextInput().setFieldName('note').setTitle('Note');

  it('has a label, a hint, a value and an action for when it changes', () => {
    const widget = input().setHint('any').setValue('x').setMultiline(true).setOnChangeAction(action('changed'));
    expect(widgetOf(widget)).toEqual({
      textInput: {
        name: 'note',
        label: 'Note',
        hintText: 'any',
        value: 'x',
        type: 'MULTIPLE_LINE',
        onChangeAction: { function: 'changed' },
      },
    });
  });

  it('has a single line when it proposes texts', () => {
    const proposed = cards.newSuggestions().addSuggestion('a').addSuggestions(['b', 'c']);
    const widget = input().setMultiline(true).setSuggestions(proposed).setSuggestionsAction(action('more'));
    expect(widgetOf(widget).textInput).toMatchObject({
      type: 'SINGLE_LINE',
      initialSuggestions: { items: [{ text: 'a' }, { text: 'b' }, { text: 'c' }] },
      autoCompleteAction: { function: 'more' },
    });
  });

  it('says what it takes', () => {
    const rule = cards.newValidation().setCharacterLimit(10).setInputType(cards.InputType.EMAIL);
    expect(widgetOf(input().setValidation(rule)).textInput!.validation).toEqual({
      characterLimit: 10,
      inputType: 'EMAIL',
    });
    call(rule, 'setCharacterLimit', '12');
    expect(widgetOf(input().setValidation(rule)).textInput!.validation).toMatchObject({ characterLimit: 12 });
    expect(() => rule.setCharacterLimit(0)).toThrow('Invalid argument: characterLimit');
  });
});

describe('a choice', () => {
  const choice = () => cards.newSelectionInput().setFieldName('day').setTitle('Day');

  it.each(['CHECK_BOX', 'RADIO_BUTTON', 'SWITCH', 'DROPDOWN', 'MULTI_SELECT'] as const)('may be a %s', (type) => {
    const widget = choice()
      .setType(cards.SelectionInputType[type])
      .addItem('Monday', 1, true)
      .addItem('Tuesday', 'tue', false);
    expect(widgetOf(widget).selectionInput).toEqual({
      name: 'day',
      label: 'Day',
      type,
      items: [
        { text: 'Monday', value: '1', selected: true },
        { text: 'Tuesday', value: 'tue', selected: false },
      ],
    });
  });

  it('is of check boxes by default, and of a hundred items at most', () => {
    const widget = choice();
    for (let i = 0; i < 101; i++) widget.addItem(i, i, false);
    const json = widgetOf(widget).selectionInput!;
    expect(json.type).toBe('CHECK_BOX');
    expect(json.items).toHaveLength(100);
  });

  it('of several items has pictures and limits', () => {
    const widget = choice()
      .setType(cards.SelectionInputType.MULTI_SELECT)
      .addMultiSelectItem('Mei', 'mei', true, 'https://a.example/m.png', 'Taipei')
      .setMultiSelectMaxSelectedItems(5)
      .setMultiSelectMinQueryLength(2)
      .setOnChangeAction(action());
    expect(widgetOf(widget).selectionInput).toMatchObject({
      items: [
        { text: 'Mei', value: 'mei', selected: true, startIconUri: 'https://a.example/m.png', bottomText: 'Taipei' },
      ],
      multiSelectMaxSelectedItems: 5,
      multiSelectMinQueryLength: 2,
      onChangeAction: { function: 'go' },
    });
    expect(() => call(widget, 'setExternalDataSource', action())).toThrow(
      'not emulated: SelectionInput.setExternalDataSource',
    );
  });
});

describe('a picker', () => {
  it('of dates has 00:00 UTC of its date as a text of milliseconds', () => {
    const widget = cards
      .newDatePicker()
      .setFieldName('d')
      .setTitle('Day')
      .setValueInMsSinceEpoch(Date.UTC(2026, 10, 21));
    expect(widgetOf(widget)).toEqual({
      dateTimePicker: { name: 'd', label: 'Day', type: 'DATE_ONLY', valueMsEpoch: '1795219200000' },
    });
    expect(() => widget.setValueInMsSinceEpoch('soon')).toThrow('Invalid argument: valueMsEpoch');
  });

  it('of times has hours and minutes', () => {
    const widget = cards.newTimePicker().setFieldName('t').setMinutes(30).setHours(9);
    expect(widgetOf(widget).dateTimePicker).toEqual({
      name: 't',
      type: 'TIME_ONLY',
      valueMsEpoch: String(9.5 * 3_600_000),
    });
    expect(() => widget.setHours(24)).toThrow('Invalid argument: hours');
    expect(widgetOf(cards.newTimePicker().setFieldName('t')).dateTimePicker).not.toHaveProperty('valueMsEpoch');
  });

  it('of both has the offset of a zone', () => {
    const widget = cards
      .newDateTimePicker()
      .setFieldName('at')
      .setValueInMsSinceEpoch('0')
      .setTimeZoneOffsetInMins(-300)
      .setOnChangeAction(action());
    expect(widgetOf(widget).dateTimePicker).toEqual({
      name: 'at',
      type: 'DATE_AND_TIME',
      valueMsEpoch: '0',
      timezoneOffsetDate: -300,
      onChangeAction: { function: 'go' },
    });
  });
});

describe('a widget without what it needs', () => {
  it.each([
    ['TextParagraph', () => cards.newTextParagraph(), 'setText'],
    ['DecoratedText', () => cards.newDecoratedText(), 'setText'],
    ['KeyValue', () => cards.newKeyValue(), 'setContent'],
    ['TextInput', () => cards.newTextInput(), 'setFieldName'],
    ['SelectionInput', () => cards.newSelectionInput(), 'setFieldName'],
    ['DatePicker', () => cards.newDatePicker(), 'setFieldName'],
    ['TimePicker', () => cards.newTimePicker(), 'setFieldName'],
    ['DateTimePicker', () => cards.newDateTimePicker(), 'setFieldName'],
  ])('%s is refused when the card is built', (name, make, setter) => {
    expect(() => widgetOf(make())).toThrow(`Invalid ${name}: ${setter} is required.`);
  });
});
