#include "searcher/search/facets.h"

#include <gtest/gtest.h>
