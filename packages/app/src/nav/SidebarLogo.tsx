import { sidebarConfig, useSidebarOpenState } from '@backstage/core-components';
import Link from '@material-ui/core/Link';
import { makeStyles } from '@material-ui/core/styles';
import { Link as RouterLink } from 'react-router-dom';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    width: '100%',
    height: sidebarConfig.logoHeight,
    color: theme.palette.navigation.selectedColor,
    fontWeight: 'bold',
    whiteSpace: 'nowrap',
  },
}));

/** The portal's name; only its initial letters while the sidebar is narrow. */
export function SidebarLogo() {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();
  return (
    <Link
      component={RouterLink}
      to="/"
      underline="none"
      className={classes.root}
      aria-label="AIKit portal, home"
    >
      {isOpen ? 'AIKit portal' : 'AIK'}
    </Link>
  );
}
