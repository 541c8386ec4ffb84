/** Mantine in our tokens: every colour, size and font of its components is a variable of `tokens.css`. */
import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type VariantColorsResolver,
} from '@mantine/core'

const shades = Array.from({ length: 10 }, () => 'var(--accent)') as unknown as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
]

const variantColorResolver: VariantColorsResolver = (input) => {
  const standard = defaultVariantColorsResolver(input)
  if (input.color !== undefined && input.color !== 'accent') return standard
  switch (input.variant) {
    case 'filled':
      return { ...standard, background: 'var(--accent)', hover: 'var(--accent-text)', color: 'var(--on-accent)' }
    case 'light':
      return { ...standard, background: 'var(--accent-soft)', hover: 'var(--line)', color: 'var(--accent-text)' }
    case 'subtle':
    case 'transparent':
      return { ...standard, background: 'transparent', hover: 'var(--line)', color: 'var(--muted)' }
    default:
      return standard
  }
}

export const theme = createTheme({
  primaryColor: 'accent',
  colors: {
    accent: shades,
    gray: [
      '#f6f8fa',
      '#eef2f5',
      '#e3e8ee',
      '#d5dde5',
      '#c3cdd8',
      '#8a96a3',
      '#66727f',
      '#55626f',
      '#2c3843',
      '#101820',
    ],
    dark: [
      '#e8eef3',
      '#c9d3dc',
      '#9fadba',
      '#8693a0',
      '#3a4a5a',
      '#222d38',
      '#19222b',
      '#121920',
      '#0c1116',
      '#080c10',
    ],
  },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '20px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '5px', md: '8px', lg: '10px', xl: '16px' },
  defaultRadius: 'md',
  focusRing: 'auto',
  variantColorResolver,
  components: {
    Button: { defaultProps: { size: 'xs', variant: 'default' }, styles: { label: { fontWeight: 500 } } },
    ActionIcon: { defaultProps: { variant: 'subtle', size: 'md' } },
    TextInput: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs' } },
    Autocomplete: { defaultProps: { size: 'xs' } },
    MultiSelect: { defaultProps: { size: 'xs' } },
    TagsInput: { defaultProps: { size: 'xs' } },
    FileInput: { defaultProps: { size: 'xs' } },
    NativeSelect: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
    Menu: { defaultProps: { shadow: 'md', withInitialFocusPlaceholder: false } },
    Popover: { defaultProps: { shadow: 'md' } },
    Modal: {
      defaultProps: { centered: false, yOffset: '12vh', overlayProps: { backgroundOpacity: 0.35 } },
      styles: { title: { fontSize: 'var(--text-4)', fontWeight: 600 } },
    },
    ModalRoot: { defaultProps: { yOffset: '12vh' } },
    ModalOverlay: { defaultProps: { backgroundOpacity: 0.35 } },
  },
})

const tokens = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--muted)',
  '--mantine-color-placeholder': 'var(--faint)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-anchor': 'var(--accent-text)',
  '--mantine-color-default': 'var(--raised)',
  '--mantine-color-default-hover': 'var(--bg)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-light': 'var(--accent-soft)',
  '--mantine-color-accent-filled': 'var(--accent)',
  '--mantine-color-accent-outline': 'var(--accent)',
}

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: tokens, dark: tokens })
